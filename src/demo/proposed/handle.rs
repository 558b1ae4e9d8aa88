//! What units do in the demo: they accept, hear the proposer, answer; and what the proposer says of it.

use serde_json::{Value, json};

use super::super::people;
use super::fate::Step;
use super::{CLERK, Case, Desk, SUPERVISOR, key, pair};
use crate::clock::Day;
use crate::deadline::months_after;
use crate::error::Result;
use crate::proposal::handling::rules::Part;

/// The unit to which what is not another's is transferred.
const ELSEWHERE: &str = "县人民法院";

/// What one unit has to do, as the page of its proposal tells.
struct Task {
    address: String,
    version: Value,
    unit: String,
    answers: bool,
    /// The round of its latest reply.
    round: i64,
    due: Day,
}

/// The round of the latest reply of an assignment, as the page of its proposal tells.
fn latest(page: &Value, assignment: i64) -> i64 {
    let units = page["replies"]["units"].as_array().map_or(&[][..], Vec::as_slice);
    let own = units.iter().find(|unit| key(unit) == assignment);
    let replies = own.and_then(|unit| unit["replies"].as_array()).map_or(&[][..], Vec::as_slice);
    replies.iter().filter_map(|reply| reply["round"].as_i64()).max().unwrap_or(1)
}

/// Most is solved or planned, some cannot be solved now.
const fn class(case: &Case) -> &'static str {
    match case.n {
        n if n % 17 == 11 => "C",
        n if n % 3 == 0 || case.topic.planned.is_empty() => "A",
        _ => "B",
    }
}

impl Desk {
    /// What the units of a proposal have to do; what was transferred is no more theirs.
    async fn tasks(&self, case: &Case) -> Result<Vec<Task>> {
        let page = self.page(case).await?;
        let all = page["handling"]["assignments"].as_array().cloned().unwrap_or_default();
        let task = |one: &Value| Task {
            address: format!("{}/assignments/{}", case.address, key(one)),
            version: one["version"].clone(),
            unit: one["unit"].as_str().unwrap_or_default().to_owned(),
            answers: one["part"] != Part::CoHandler.name(),
            round: latest(&page, key(one)),
            due: one["due"].as_str().and_then(|day| day.parse().ok()).unwrap_or(self.today),
        };
        Ok(all.iter().filter(|one| one["state"] != "transferred").map(task).collect())
    }

    /// A step of the units, or of those who watch over them.
    pub(super) async fn handle(&self, case: &Case, step: Step) -> Result<()> {
        let tasks = self.tasks(case).await?;
        let (answering, helpers): (Vec<_>, Vec<_>) = tasks.iter().partition(|task| task.answers);
        match step {
            Step::Accept => {
                for task in &tasks {
                    self.unit_does(task, "accept", json!({})).await?;
                }
            }
            Step::Opinion => {
                for task in helpers {
                    self.unit_does(
                        task,
                        "give_opinion",
                        json!({"text": "同意主办单位的意见，将配合落实所需资金和手续。"}),
                    )
                    .await?;
                }
            }
            Step::Countersign => {
                for task in helpers {
                    let Some(lead) = answering.first() else { continue };
                    let reply = self.reply(pair(&task.unit).0, lead).await?;
                    self.unit_does(task, "countersign", json!({"reply": reply})).await?;
                }
            }
            Step::Satisfied | Step::Mostly | Step::Not => self.evaluate(case, step).await?,
            _ => {
                for task in answering {
                    self.answering_does(case, task, step).await?;
                }
            }
        }
        Ok(())
    }

    async fn answering_does(&self, case: &Case, task: &Task, step: Step) -> Result<()> {
        let (handler, approver) = pair(&task.unit);
        let today = self.hands.now().day();
        match step {
            Step::Contact => {
                let heard = json!({"day": today.to_string(), "way": "phone", "person": "提案人", "note": "电话沟通，听取了具体意见。"});
                self.unit_does(task, "contact", heard).await
            }
            Step::AskTransfer => {
                self.unit_does(task, "ask_transfer", json!({"reason": "所提事项不属本单位职责。"})).await
            }
            Step::AskExtension => {
                let until = months_after(task.due, 1);
                let sent = json!({"reason": "涉及多个部门，需要进一步论证。", "until": until.to_string()});
                self.unit_does(task, "ask_extension", sent).await
            }
            Step::GrantTransfer => {
                self.does(CLERK, task, "grant_transfer", json!({"unit": self.unit(ELSEWHERE).to_string()})).await
            }
            Step::GrantExtension => self.does(CLERK, task, "grant_extension", json!({})).await,
            Step::Draft => self.draft(case, task).await,
            Step::Approve => {
                let reply = self.reply(approver, task).await?;
                let number = format!("青复〔{}〕{}号", today.0.year(), case.n + 1);
                let sent = json!({"reply": reply, "number": number, "signatory": people::name(case.n % 18)});
                self.does(approver, task, "approve_reply", sent).await
            }
            Step::PassReply => self.does(SUPERVISOR, task, "pass_reply", json!({})).await,
            Step::Keep if class(case) != "B" => Ok(()),
            Step::Keep => {
                self.does(handler, task, "keep_promise", json!({"how": "已经完成，并请提案者现场察看。"})).await
            }
            _ => self.does(handler, task, "send_reply", json!({})).await,
        }
    }

    /// A unit that answers writes its reply.
    async fn draft(&self, case: &Case, task: &Task) -> Result<()> {
        let (handler, _) = pair(&task.unit);
        let class = class(case);
        let by = months_after(self.hands.now().day(), 6);
        let reply = self.hands.get(handler, &format!("{}/reply", task.address)).await?;
        let sent = json!({
            "version": reply["version"],
            "class": self.choice(class).to_string(),
            "done": case.topic.done,
            "planned": if class == "B" { case.topic.planned } else { "" },
            "planned_by": if class == "B" { by.to_string() } else { String::new() },
            "refused": if class == "C" { "限于财力，其余建议留作参考。" } else { "" },
            "body": case.there("您提出的提案收悉。我们到{}实地察看，逐条研究了您的建议，现将办理情况答复如上，请予评价。"),
            "contact": "办公室",
            "phone": "0000-6800000",
        });
        self.hands.post(handler, &format!("{}/draft_reply", task.address), sent).await?;
        Ok(())
    }

    /// The version of a reply as a reader finds it.
    async fn reply(&self, login: &str, task: &Task) -> Result<Value> {
        let address = format!("{}/reply/{}", task.address, task.round);
        Ok(self.hands.get(login, &address).await?["reply"].clone())
    }

    async fn unit_does(&self, task: &Task, action: &str, sent: Value) -> Result<()> {
        self.does(pair(&task.unit).0, task, action, sent).await
    }

    async fn does(&self, login: &str, task: &Task, action: &str, mut sent: Value) -> Result<()> {
        sent["version"] = task.version.clone();
        self.hands.post(login, &format!("{}/{action}", task.address), sent).await?;
        Ok(())
    }

    /// The proposer says what they think of the handling and of its result.
    async fn evaluate(&self, case: &Case, step: Step) -> Result<()> {
        let writer = case.hand();
        let version = self.hands.get(writer, &case.address).await?["version"].clone();
        let remark =
            if step == Step::Not { "答复没有回应所提的核心问题，请重新办理。" } else { "" };
        let result = match step {
            Step::Satisfied => "satisfied",
            Step::Mostly => "mostly",
            _ => "not",
        };
        let work = if step == Step::Not { "mostly" } else { "satisfied" };
        let said = json!({"version": version, "work": work, "result": result, "remark": remark});
        self.hands.post(writer, &format!("{}/evaluate", case.address), said).await?;
        Ok(())
    }
}
