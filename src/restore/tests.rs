use super::*;

#[test]
fn the_seed_comes_out_clean() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/article.txt");
    let Ok(seed) = std::fs::read(path) else { return };
    let restored = restore_bytes(&seed).unwrap();
    assert!(restored.text.starts_with("云阳网讯(记者 郑红均 余书仕)5月19日,政协云阳县第十四届委员会第十七次"));
    println!("{}", restored.text);
}
