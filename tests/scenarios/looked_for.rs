//! What is looked for in a list is found whatever case and width it is written in, the same on both databases.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use yizheng::permission::Role;

use super::member::settled;
use crate::helpers::{Held, Proposed, Reader, Store, TestApp, on_both, words_of};

async fn found(reader: &Reader, address: &str, words: &str) -> Value {
    let page = reader.get_json(&format!("{address}{}", utf8_percent_encode(words, NON_ALPHANUMERIC))).await;
    assert_eq!(page.status, 200, "{words}");
    page.json()["pages"]["total"].clone()
}

#[tokio::test]
async fn proposals_are_found_in_any_case_and_width() {
    on_both(async |store: Store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 2).await;
        proposed.submitted("关于推进５Ｇ基站和WiFi全覆盖（一期）的提案").await;
        proposed.submitted("关于完成率达100%、a*b?c[d]e^f\\g_h!的提案").await;
        for words in ["5g", "5G", "５ｇ", "wifi", "WIFI", "ＷｉＦｉ", "(一期)", "（一期）", "5G基站和wifi"]
        {
            assert_eq!(found(&proposed.clerk, "/qingling/proposals?text=", words).await, 1, "{words}");
            assert_eq!(found(&proposed.clerk, "/qingling/proposals/review?text=", words).await, 1, "{words}");
        }
        for words in ["100%", "A*B?C[D]E^F\\G_H!", "％", "[", "]", "^", "\\", "*", "?", "_", "!"] {
            assert_eq!(found(&proposed.clerk, "/qingling/proposals?text=", words).await, 1, "{words}");
        }
        for words in ["5*g", "5?", "wi%i", "w_fi", "[0-9]", "wi.i", "5g|x", "^关于"] {
            assert_eq!(found(&proposed.clerk, "/qingling/proposals?text=", words).await, 0, "{words}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_text_that_is_still_written_and_that_of_others_is_found_alike() {
    on_both(async |store: Store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 1).await;
        let author = &proposed.members[0];
        let id = proposed.begin(author).await;
        let mut words = words_of("关于ＡＩ＋教育的提案", 1);
        words["situation"] = json!("全县LED灯具老化。");
        assert_eq!(author.post_json(&proposed.at(id, "/write"), &words).await.status, 200);
        for words in ["ai+", "AI＋", "led", "ｌｅｄ灯"] {
            assert_eq!(
                found(author, "/qingling/proposals?mine=yes&text=", words).await,
                1,
                "{words} while it is written"
            );
        }
        proposed.press_words(author, id, "submit").await;
        for words in ["ai+", "led", "ｌｅｄ灯"] {
            assert_eq!(found(&proposed.clerk, "/qingling/proposals?text=", words).await, 1, "{words} when it is in");
        }
    })
    .await;
}

#[tokio::test]
async fn sittings_members_and_accounts_are_found_in_any_case_and_width() {
    let held = Held::noticed(1).await;
    let item = json!({ "disposition": "hear", "subject": "关于5G建设情况的通报", "documents": "《WiFi通报》" });
    let added = held.clerk.post_json(&format!("{}/agenda", held.address), &item).await;
    assert!(added.status.is_success(), "{}", added.text());
    for words in ["５ｇ", "wifi", "ＷＩＦＩ"] {
        assert_eq!(found(&held.clerk, "/qingling/meetings?text=", words).await, 1, "{words}");
    }
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let (clerk, administrator) = (app.sign_in(Role::Clerk).await, app.sign_in(Role::Administrator).await);
    clerk.post("/qingling/members/new", &[("name", "Anna Li"), ("seats.0.term", "2"), ("seats.0.sector", "1")]).await;
    for words in ["anna", "ＡＮＮＡ", "a  LI"] {
        assert_eq!(found(&clerk, "/qingling/members?name=", words).await, 1, "{words}");
        let wish = json!({ "login": "annali", "name": "Anna Li", "roles": ["clerk"] });
        administrator.post_json("/qingling/accounts", &wish).await;
        assert_eq!(found(&administrator, "/qingling/accounts?q=", &words.replace("  ", " ")).await, 1, "{words}");
    }
}
