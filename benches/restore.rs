//! Restoring heavily damaged text, with `OpenCC`'s own speed on the same text beside it. One core.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use opencc_fmmseg::{OpenCC, OpenccConfig};
use pinyin::ToPinyin;
use std::hint::black_box;
use std::io;
use yizheng::restore::{restore, restore_stream};

const SENTENCES: [&str; 6] = [
    "縣政協召開常務委員會會議,傳達學習有關文件精神,聽取經濟運行情況通報。",
    "會議審議通過了關於加強調查研究工作的決定,協商通過了有關人事事項。",
    "要緊緊圍繞中心工作,發揮優勢作用,為推動高質量發展獻計出力。",
    "後來他們看著窗外的雲,想起著名的畫家和乾淨的街道,就乾脆留了下來。",
    "各專門委員會要把年度計劃與重點提案結合起來,進一步強化責任落實。",
    "縣領導及各鄉鎮、街道負責人參加會議,部分委員列席。\n",
];

/// A megabyte or so; every third Han character has its reading after it.
fn damaged() -> String {
    let mut text = String::new();
    let mut count = 0;
    while text.len() < 1 << 20 {
        for c in SENTENCES.iter().flat_map(|sentence| sentence.chars()) {
            text.push(c);
            if let Some(reading) = c.to_pinyin() {
                count += 1;
                if count % 3 == 0 {
                    text.push('(');
                    text.push_str(reading.with_tone());
                    text.push(')');
                }
            }
        }
    }
    text
}

fn speed(criterion: &mut Criterion) {
    let damaged = damaged();
    let clean = restore(&damaged).text;
    let mut opencc = OpenCC::new();
    opencc.set_parallel(false);
    let mut group = criterion.benchmark_group("restore");
    group.throughput(Throughput::Bytes(damaged.len() as u64));
    group.bench_function("damaged, with edits", |bencher| {
        bencher.iter(|| restore(black_box(&damaged)));
    });
    group.bench_function("damaged, as a stream", |bencher| {
        bencher.iter(|| {
            let input = black_box(&damaged).as_bytes();
            restore_stream(input, io::sink(), |edit| {
                black_box(edit);
                Ok(())
            })
        });
    });
    group.bench_function("damaged, OpenCC alone", |bencher| {
        bencher.iter(|| opencc.convert_with_config(black_box(&damaged), OpenccConfig::T2s, false));
    });
    group.throughput(Throughput::Bytes(clean.len() as u64));
    group.bench_function("clean", |bencher| bencher.iter(|| restore(black_box(&clean))));
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
