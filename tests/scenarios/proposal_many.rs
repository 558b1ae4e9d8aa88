//! Very many proposals: what the measurement acknowledges is kept.

use std::process::Command;

use serde_json::Value;

#[test]
fn whatever_is_acknowledged_while_many_ask_is_kept() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yizheng"));
    command.args(["bench", "proposals", "--count", "600", "--compared", "0", "--clients", "6", "--seconds", "0"]);
    let output = command.args(["--writes", "12", "--json"]).env_remove("DATABASE_URL").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let many = &report["many"];
    assert_eq!((&many["proposals"], &many["written"], &many["kept"]), (&600.into(), &24.into(), &24.into()));
    assert_eq!(many["record_holds"], true, "{many}");
}
