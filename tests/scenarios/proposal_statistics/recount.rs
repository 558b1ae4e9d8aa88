//! The numbers of the statistics counted once more, each by a question of its own in plain SQL.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use yizheng::clock::{Day, Instant};

use crate::helpers::TestApp;

/// A line of a table: its label, and the key of what it is about.
type Line = (String, i64);

/// What the tables have lines for.
pub struct Lines {
    term: i64,
    sectors: Vec<Line>,
    categories: Vec<Line>,
    classes: Vec<Line>,
    units: Vec<Line>,
}

impl Lines {
    /// Those of the committee's last term.
    pub async fn of(app: &TestApp) -> Self {
        let of = |rest: &str| format!("{rest} AND committee_id = {} ORDER BY id", app.committee.id);
        let term = lines(app, of("SELECT 'term', id FROM term WHERE ends IS NULL")).await[0].1;
        let choice = |kind: &str| of(&format!("SELECT name, id FROM proposal_choice WHERE kind = '{kind}'"));
        Self {
            term,
            sectors: lines(app, of("SELECT name, id FROM sector WHERE 1 = 1")).await,
            categories: lines(app, choice("category")).await,
            classes: lines(app, choice("class")).await,
            units: lines(app, of("SELECT name, id FROM unit WHERE 1 = 1")).await,
        }
    }
}

async fn lines(app: &TestApp, sql: String) -> Vec<Line> {
    let backend = app.db.read().get_database_backend();
    let rows = app.db.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

/// What is counted: a session's proposals that were handed in before an instant.
pub struct Recount<'a> {
    pub app: &'a TestApp,
    pub lines: &'a Lines,
    pub session: i64,
    pub before: Instant,
    pub today: Day,
    /// Those merged count as accepted.
    pub merged: bool,
}

/// What is asked of a table: of each line its label, and for each column what holds of a proposal `p`.
pub type Questions = Vec<(String, Vec<String>)>;

const ACCEPTED: &str = "p.state NOT IN ('submitted', 'returned', 'merged', 'redirected', 'declined', 'withdrawn')";
const HANDLED: &str = "p.state IN ('assigned', 'in_hand', 'answered', 'evaluated', 'reopened', 'closed')";

/// There is an assignment that answers, was not handed on, and of which more holds.
fn answering(more: &str) -> String {
    format!(
        "EXISTS (SELECT * FROM assignment a WHERE a.proposal_id = p.id AND a.part IN ('lead', 'separate') \
         AND a.state <> 'transferred' AND {more})"
    )
}

/// There is a reply of the last round that was sent, and of which more holds.
fn sent(more: &str) -> String {
    answering(&format!(
        "a.state = 'sent' AND EXISTS (SELECT * FROM proposal_reply r WHERE r.assignment_id = a.id AND r.round = p.round AND {more})"
    ))
}

impl Recount<'_> {
    pub async fn count(&self, holds: &str) -> u64 {
        let sql = format!(
            "SELECT COUNT(*) FROM proposal p WHERE p.committee_id = {} AND p.session_id = {} AND p.state <> 'draft' \
             AND p.submitted_at < {} AND {holds}",
            self.app.committee.id, self.session, self.before.0
        );
        let backend = self.app.db.read().get_database_backend();
        let row = self.app.db.read().query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
        u64::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
    }

    /// The end of the day on which an assignment is due, in milliseconds.
    fn due_end(&self) -> &'static str {
        match self.app.db.read().get_database_backend() {
            DbBackend::Postgres => "(EXTRACT(EPOCH FROM CAST(a.due AS DATE)) + 57600) * 1000",
            _ => "(CAST(strftime('%s', a.due) AS INTEGER) + 57600) * 1000",
        }
    }

    fn accepted(&self) -> String {
        if self.merged { format!("({ACCEPTED} OR p.state = 'merged')") } else { ACCEPTED.to_owned() }
    }

    /// Columns: received and accepted.
    fn breakdown(&self, lines: &[(&str, String)]) -> Questions {
        let pair = |holds: &String| vec![holds.clone(), format!("{holds} AND {}", self.accepted())];
        lines.iter().map(|(label, holds)| ((*label).to_owned(), pair(holds))).collect()
    }

    /// A line for each of these, and more.
    fn broken_down(&self, by: &[Line], holds: impl Fn(i64) -> String, more: [(&str, String); 2]) -> Questions {
        let lines = by.iter().map(|(label, key)| (label.as_str(), holds(*key))).chain(more);
        self.breakdown(&lines.collect::<Vec<_>>())
    }

    pub fn questions(&self, table: &str) -> Questions {
        let single = |label: &str, holds: String| (label.to_owned(), vec![holds]);
        match table {
            "outcome" => outcomes().map(|(label, holds)| single(label, holds)).to_vec(),
            "by" => self.breakdown(&[
                ("委员提案", "p.kind = 'member'".into()),
                ("集体提案", "p.kind <> 'member'".into()),
                ("合计", "1 = 1".into()),
            ]),
            "kinds" => self.kinds(),
            "time" => self.breakdown(&[
                ("大会提案", "p.plenary".into()),
                ("平时提案", "NOT p.plenary".into()),
                ("合计", "1 = 1".into()),
            ]),
            "category" => self.categories(),
            "sector" => self.sectors(),
            "replies" => self.replies().into_iter().map(|(label, holds)| single(label, holds)).collect(),
            "classes" => self.classes(),
            "work" | "result" => said(table),
            "promises" => self.promises(),
            "marks" => [("重点提案", "p.leader IS NOT NULL"), ("优秀提案", "p.excellent"), ("已公开", "p.published")]
                .map(|(label, holds)| single(label, format!("{ACCEPTED} AND {holds}")))
                .to_vec(),
            "units" => self.units(),
            other => panic!("nobody counts {other} once more"),
        }
    }

    fn kinds(&self) -> Questions {
        let signers = "(SELECT COUNT(*) FROM proposal_signer s WHERE s.proposal_id = p.id AND s.state = 'signed' AND s.part = 'co_signer')";
        self.breakdown(&[
            ("个人提案", format!("p.kind = 'member' AND {signers} = 0")),
            ("联名提案", format!("p.kind = 'member' AND {signers} > 0")),
            ("党派", "p.kind = 'party'".into()),
            ("人民团体", "p.kind = 'organisation'".into()),
            ("界别", "p.kind = 'sector'".into()),
            ("委员小组", "p.kind = 'group'".into()),
            ("专门委员会", "p.kind = 'special_committee'".into()),
            ("合计", "1 = 1".into()),
        ])
    }

    fn categories(&self) -> Questions {
        let none = ("未分类", "p.category_id IS NULL".to_owned());
        let of = |category| format!("COALESCE(p.category_id, 0) = {category}");
        self.broken_down(&self.lines.categories, of, [none, ("合计", "1 = 1".into())])
    }

    fn sectors(&self) -> Questions {
        let seats = format!("SELECT member_id FROM seat WHERE term_id = {}", self.lines.term);
        let of = |sector| format!("p.kind = 'member' AND p.first_id IN ({seats} AND sector_id = {sector})");
        let none = ("未分界别", format!("p.kind = 'member' AND p.first_id NOT IN ({seats} AND sector_id IS NOT NULL)"));
        self.broken_down(&self.lines.sectors, of, [none, ("合计", "p.kind = 'member'".into())])
    }

    pub fn replies(&self) -> Vec<(&'static str, String)> {
        let overdue = answering(&format!("a.state <> 'sent' AND a.due < '{}'", self.today));
        let unsent = answering("a.state <> 'sent'");
        let sent_at = "(SELECT r.sent_at FROM proposal_reply r WHERE r.assignment_id = a.id AND r.round = p.round)";
        let late = answering(&format!("a.state = 'sent' AND COALESCE({sent_at}, a.ended_at) >= {}", self.due_end()));
        let undated = answering(&format!("a.state = 'sent' AND COALESCE({sent_at}, a.ended_at) IS NULL"));
        vec![
            ("尚未交办", "p.state = 'filed'".to_owned()),
            (
                "按期答复",
                format!("{HANDLED} AND {} AND NOT {unsent} AND NOT {late} AND NOT {undated}", answering("1 = 1")),
            ),
            ("已答复，日期不详", format!("{HANDLED} AND NOT {unsent} AND {undated} AND NOT {late}")),
            ("逾期答复", format!("{HANDLED} AND NOT {unsent} AND {late}")),
            ("办理中未到期", format!("{HANDLED} AND {unsent} AND NOT {overdue}")),
            ("逾期未答复", format!("{HANDLED} AND {overdue}")),
            ("无承办记录", format!("{HANDLED} AND NOT {}", answering("1 = 1"))),
            ("合计", ACCEPTED.to_owned()),
        ]
    }

    fn classes(&self) -> Questions {
        let replied = format!("{HANDLED} AND {} AND NOT {}", answering("1 = 1"), answering("a.state <> 'sent'"));
        let of = |id: i64| {
            let (this, other) = (sent(&format!("r.class_id = {id}")), sent(&format!("r.class_id <> {id}")));
            vec![format!("{replied} AND {this} AND NOT {other}")]
        };
        let mixed = self.lines.classes.iter().map(|(_, id)| {
            let (this, other) = (sent(&format!("r.class_id = {id}")), sent(&format!("r.class_id <> {id}")));
            format!("({this} AND {other})")
        });
        let mixed = format!("{replied} AND ({})", mixed.collect::<Vec<_>>().join(" OR "));
        let named = self.lines.classes.iter().map(|(name, id)| (name.clone(), of(*id)));
        let none = format!("{replied} AND NOT {}", sent("r.class_id IS NOT NULL"));
        let rest = [("未分类别".into(), vec![none]), ("合计".into(), vec![replied.clone()])];
        named.chain([("各单位类别不一".into(), vec![mixed])]).chain(rest).collect()
    }

    fn promises(&self) -> Questions {
        let promised = |more: &str| sent(&format!("r.planned_by IS NOT NULL AND {more}"));
        let overdue = promised(&format!("r.kept_at IS NULL AND r.planned_by < '{}'", self.today));
        let running = promised(&format!("r.kept_at IS NULL AND r.planned_by >= '{}'", self.today));
        let kept = promised("r.kept_at IS NOT NULL");
        [
            ("已兑现", format!("{HANDLED} AND {kept} AND NOT {overdue} AND NOT {running}")),
            ("未到期", format!("{HANDLED} AND {running} AND NOT {overdue}")),
            ("逾期未兑现", format!("{HANDLED} AND {overdue}")),
            ("合计", format!("{HANDLED} AND {}", promised("1 = 1"))),
        ]
        .map(|(label, holds)| (label.to_owned(), vec![holds]))
        .to_vec()
    }

    fn units(&self) -> Questions {
        self.lines.units.iter().map(|(name, unit)| (name.clone(), self.of_unit(*unit))).collect()
    }

    fn of_unit(&self, unit: i64) -> Vec<String> {
        let has = |more: String| {
            format!(
                "{HANDLED} AND p.id IN (SELECT a.proposal_id FROM assignment a LEFT JOIN proposal_reply r \
                 ON r.assignment_id = a.id AND r.round = p.round WHERE a.unit_id = {unit} AND a.state <> 'transferred' AND {more})"
            )
        };
        let answers = |more: String| has(format!("a.part <> 'co_handler' AND {more}"));
        let (end, today) = (self.due_end(), self.today);
        vec![
            has("1 = 1".into()),
            has("a.part = 'lead'".into()),
            has("a.part = 'separate'".into()),
            has("a.part = 'co_handler'".into()),
            answers(format!("a.state = 'sent' AND COALESCE(r.sent_at, a.ended_at) < {end}")),
            answers("a.state = 'sent' AND COALESCE(r.sent_at, a.ended_at) IS NULL".into()),
            answers(format!("a.state = 'sent' AND COALESCE(r.sent_at, a.ended_at) >= {end}")),
            answers(format!("a.state <> 'sent' AND a.due >= '{today}'")),
            answers(format!("a.state <> 'sent' AND a.due < '{today}'")),
        ]
    }
}

pub fn outcomes() -> [(&'static str, String); 7] {
    let state = |name: &str| format!("p.state = '{name}'");
    [
        ("立案", ACCEPTED.to_owned()),
        ("并案", state("merged")),
        ("转意见建议", state("redirected")),
        ("不予立案", state("declined")),
        ("撤案", state("withdrawn")),
        ("仍在审查", "p.state IN ('submitted', 'returned')".into()),
        ("合计", "1 = 1".into()),
    ]
}

fn said(of: &str) -> Questions {
    let last = |mark: &str| {
        format!(
            "EXISTS (SELECT * FROM proposal_evaluation e WHERE e.proposal_id = p.id AND e.{of} = '{mark}' AND NOT EXISTS \
             (SELECT * FROM proposal_evaluation f WHERE f.proposal_id = p.id AND f.round > e.round))"
        )
    };
    let none = "NOT EXISTS (SELECT * FROM proposal_evaluation e WHERE e.proposal_id = p.id)";
    let answered =
        "(p.state IN ('answered', 'evaluated', 'reopened', 'closed') OR p.state = 'in_hand' AND p.round > 1)";
    [
        ("满意", last("satisfied")),
        ("基本满意", last("mostly")),
        ("不满意", last("not")),
        ("未评价", format!("{none} AND {answered}")),
        ("合计", answered.to_owned()),
    ]
    .map(|(label, holds)| (label.to_owned(), vec![holds]))
    .to_vec()
}
