//! How many articles a second the reader reads.

#![expect(clippy::expect_used, reason = "a bench without its texts has nothing to measure")]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use yizheng::meeting::article::read;

fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a fixture").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a text")).collect()
}

fn reading(criterion: &mut Criterion) {
    let articles = articles();
    let mut group = criterion.benchmark_group("article");
    group.throughput(Throughput::Elements(articles.len() as u64));
    group.bench_function("fixtures", |bench| {
        bench.iter(|| {
            for article in &articles {
                black_box(read(black_box(article)));
            }
        });
    });
    group.throughput(Throughput::Elements(1));
    let long = articles.join("\n").repeat(4);
    group.bench_function("one page of 60,000 characters", |bench| {
        bench.iter(|| black_box(read(black_box(&long))));
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
