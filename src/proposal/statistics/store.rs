//! The SQL of the statistics: counts in groups, never the proposals themselves.

use sea_orm::{QueryResult, Statement};

use crate::clock::Day;
use crate::db::ConnectionTrait;
use crate::error::{Error, Result};
use crate::proposal::handling::rules::Part;
use crate::proposal::rules::{HANDLED, State};
use crate::proposal::store::end_of;
use crate::proposal::store::facet::{Facet, LIVE, Sight, WORK, named_rank, rank};

/// Which proposals are counted: of these sessions of a committee, handed in up to a day; and from which day deadlines
/// are looked at.
#[derive(Clone, Debug)]
pub struct Sample {
    pub committee: i64,
    pub sessions: Vec<i64>,
    pub until: Day,
    pub today: Day,
}

/// So many proposals of a session stand in a state and have these values.
#[derive(Clone, Debug)]
pub struct Count {
    pub session: i64,
    pub state: State,
    pub values: Vec<String>,
    pub n: u64,
}

/// All counts by some facets, whose values stand in their order.
#[derive(Clone, Debug)]
pub struct Tally {
    pub facets: &'static [Facet],
    pub counts: Vec<Count>,
}

/// So many proposals a unit has as its part, and stands so with its replies.
#[derive(Clone, Debug)]
pub struct Load {
    pub unit: i64,
    pub part: Part,
    pub replies: String,
    pub n: u64,
}

impl Sample {
    fn holds(&self) -> String {
        let sessions: Vec<_> = self.sessions.iter().map(ToString::to_string).collect();
        format!(
            "proposal.committee_id = {} AND proposal.session_id IN ({}) AND proposal.submitted_at < {} \
             AND proposal.state <> 'draft'",
            self.committee,
            sessions.join(", "),
            end_of(self.until).0
        )
    }

    fn sight(&self, on: &impl ConnectionTrait) -> Sight {
        Sight { backend: on.get_database_backend(), today: self.today, unit: None }
    }
}

/// Counts by some facets at once.
pub async fn tally(on: &impl ConnectionTrait, sample: &Sample, facets: &'static [Facet]) -> Result<Tally> {
    let sight = sample.sight(on);
    let column = |(n, facet): (usize, &Facet)| format!(", {} AS v{n}", facet.sql(sight));
    let columns = facets.iter().enumerate().map(column).collect::<Vec<_>>().concat();
    let names = (0..facets.len()).map(|n| format!(", v{n}")).collect::<Vec<_>>().concat();
    let holds = sample.holds();
    let sql = format!(
        "SELECT session_id, state{names}, COUNT(*) FROM \
         (SELECT proposal.session_id, proposal.state{columns} FROM proposal WHERE {holds}) AS counted \
         GROUP BY session_id, state{names}"
    );
    let count = |row: &QueryResult| -> Result<Count> {
        let values: Result<Vec<String>, _> = (0..facets.len()).map(|n| row.try_get_by_index(2 + n)).collect();
        Ok(Count {
            session: row.try_get_by_index(0)?,
            state: row.try_get_by_index(1)?,
            values: values?,
            n: row.try_get_by_index::<i64>(2 + facets.len())?.unsigned_abs(),
        })
    };
    let rows = on.query_all_raw(Statement::from_string(sight.backend, sql)).await?;
    Ok(Tally { facets, counts: rows.iter().map(count).collect::<Result<_>>()? })
}

/// What each unit has.
pub async fn loads(on: &impl ConnectionTrait, sample: &Sample) -> Result<Vec<Load>> {
    let sight = sample.sight(on);
    let states: Vec<_> = HANDLED.iter().map(|state| format!("'{state}'")).collect();
    let sql = format!(
        "SELECT a.unit_id, a.part, {} AS replies, COUNT(DISTINCT a.proposal_id) FROM {WORK} \
         JOIN proposal ON proposal.id = a.proposal_id WHERE {} AND proposal.state IN ({}) AND {LIVE} \
         GROUP BY a.unit_id, a.part, replies",
        named_rank("", &rank(sight), Facet::Replies),
        sample.holds(),
        states.join(", ")
    );
    let load = |row: &QueryResult| -> Result<Load, Error> {
        Ok(Load {
            unit: row.try_get_by_index(0)?,
            part: row.try_get_by_index(1)?,
            replies: row.try_get_by_index(2)?,
            n: row.try_get_by_index::<i64>(3)?.unsigned_abs(),
        })
    };
    let rows = on.query_all_raw(Statement::from_string(sight.backend, sql)).await?;
    rows.iter().map(load).collect()
}
