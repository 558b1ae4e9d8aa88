//! What every request asks first, in one statement: the committee in its address and where its record ends, whose secret
//! it carries, and what they hold there.

use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Statement};

use crate::account::actor::{Actor, Grant, Scope};
use crate::account::committee::Committee;
use crate::account::secret::{Kind, Secret, digest};
use crate::clock::Instant;
use crate::error::Result;
use crate::permission::{Role, ScopeKind};
use crate::words::Language;

/// A row for each role that is held; one where none is.
const FIRST: &str = "
    SELECT committee.id AS committee_id, committee.slug AS committee_slug, committee.name AS committee_name,
        committee.region AS committee_region, committee.founded_at AS committee_founded_at, ledger_head.seq AS seq,
        secret.id AS secret_id, secret.account_id AS secret_account_id, secret.kind AS secret_kind,
        secret.digest AS secret_digest, secret.label AS secret_label, secret.created_at AS secret_created_at,
        secret.seen_at AS secret_seen_at, secret.expires_at AS secret_expires_at,
        account.id AS account, account.login AS login, account.name AS name, account.language AS language,
        role_grant.role AS role, role_grant.scope_kind AS scope_kind, role_grant.scope_key AS scope_key
    FROM (SELECT 1 AS one) AS request
    LEFT JOIN committee ON committee.slug = $1
    LEFT JOIN ledger_head ON ledger_head.committee_id = committee.id
    LEFT JOIN secret ON secret.digest = $2 AND secret.kind = $3
    LEFT JOIN account ON account.id = secret.account_id AND NOT account.disabled
    LEFT JOIN role_grant ON role_grant.account_id = account.id
        AND (role_grant.committee_id IS NULL OR role_grant.committee_id = committee.id)
    ORDER BY role_grant.id";

/// What a request is about, and who sends it.
pub struct First {
    /// None: the address names none, or one that is not there.
    pub committee: Option<Committee>,
    /// The number of the last entry in its record.
    pub end: i64,
    /// None: the secret is nobody's, has expired, or its owner is shut out.
    pub owner: Option<Owner>,
}

/// The one whose secret a request carries.
pub struct Owner {
    pub actor: Actor,
    pub language: Option<Language>,
    pub secret: Secret,
}

/// Finds the committee of a slug, and the owner of a living secret with all that they hold in this committee and above
/// all committees.
pub async fn first(
    on: &impl ConnectionTrait,
    slug: Option<&str>,
    secret: Option<(Kind, &str)>,
    now: Instant,
) -> Result<First> {
    let (kind, text) = secret.unzip();
    let values = [slug.into(), text.map(digest).into(), kind.map(Kind::name).into()];
    let asked = Statement::from_sql_and_values(on.get_database_backend(), FIRST, values);
    let rows = on.query_all_raw(asked).await?;
    let Some(row) = rows.first() else { return Ok(First { committee: None, end: 0, owner: None }) };
    let committee = match row.try_get::<Option<i64>>("committee_", "id")? {
        Some(_) => Some(Committee::from_query_result(row, "committee_")?),
        None => None,
    };
    let owner = match row.try_get::<Option<i64>>("", "account")? {
        Some(account) => Some(owner(&rows, row, account)?),
        None => None,
    };
    Ok(First {
        committee,
        end: row.try_get::<Option<i64>>("", "seq")?.unwrap_or(0),
        owner: owner.filter(|owner| owner.secret.lives(now)),
    })
}

fn owner(rows: &[QueryResult], row: &QueryResult, account: i64) -> Result<Owner> {
    let held = rows.iter().filter_map(|row| grant(row).transpose()).collect::<Result<Vec<_>>>()?;
    Ok(Owner {
        actor: Actor::holding(account, row.try_get("", "name")?, row.try_get("", "login")?, &held),
        language: row.try_get("", "language")?,
        secret: Secret::from_query_result(row, "secret_")?,
    })
}

fn grant(row: &QueryResult) -> Result<Option<Grant>> {
    let Some(role) = row.try_get::<Option<Role>>("", "role")? else { return Ok(None) };
    let kind: Option<ScopeKind> = row.try_get("", "scope_kind")?;
    let scope = kind.zip(row.try_get("", "scope_key")?).map(|(kind, key)| Scope { kind, key });
    Ok(Some(Grant { role, scope }))
}
