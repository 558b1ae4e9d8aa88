//! What an administrator may do to an account of their committee. Pure: no clock, no database.

use serde::Serialize;

use super::actor::{Actor, Grant};
use super::part::{Given, Part};
use crate::error::Refusal;
use crate::fields;
use crate::named;
use crate::permission::{Permission, Role};
use crate::text::folded;

named! {
    /// How an account stands in a committee.
    pub enum State {
        /// It has no password yet: its invitation is not accepted.
        Invited = "invited",
        Active = "active",
        Disabled = "disabled",
        /// It has no role in this committee any more, and is none of its business.
        Gone = "gone",
    }
}

impl State {
    /// How an account stands that has a role here.
    #[must_use]
    pub const fn of(disabled: bool, accepted: bool) -> Self {
        match (disabled, accepted) {
            (true, _) => Self::Disabled,
            (false, true) => Self::Active,
            (false, false) => Self::Invited,
        }
    }
}

/// What may be done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Reinvite,
    GiveRole(Grant),
    TakeRole(Grant),
    Disable,
    Enable,
}

impl Action {
    /// Every action, with each role that a committee can give, everywhere.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_roles = grantable().map(Grant::from).flat_map(|grant| [Self::GiveRole(grant), Self::TakeRole(grant)]);
        [Self::Reinvite, Self::Disable, Self::Enable].into_iter().chain(of_roles)
    }

    /// The stable name, in addresses and in the ledger.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reinvite => "reinvite",
            Self::GiveRole(_) => "give_role",
            Self::TakeRole(_) => "take_role",
            Self::Disable => "disable",
            Self::Enable => "enable",
        }
    }

    /// The role that it gives or takes.
    #[must_use]
    pub const fn grant(self) -> Option<Grant> {
        match self {
            Self::GiveRole(grant) | Self::TakeRole(grant) => Some(grant),
            Self::Reinvite | Self::Disable | Self::Enable => None,
        }
    }

    /// The action that takes this one back.
    #[must_use]
    pub const fn opposite(self) -> Option<Self> {
        match self {
            Self::Reinvite => None,
            Self::GiveRole(grant) => Some(Self::TakeRole(grant)),
            Self::TakeRole(grant) => Some(Self::GiveRole(grant)),
            Self::Disable => Some(Self::Enable),
            Self::Enable => Some(Self::Disable),
        }
    }

    /// The action of a name, on a role where it needs one.
    #[must_use]
    pub fn named(name: &str, grant: Option<Grant>) -> Option<Self> {
        let everywhere = grant.map(|grant| Grant::from(grant.role));
        let action = Self::all().find(|action| action.name() == name && action.grant() == everywhere)?;
        Some(match (action, grant) {
            (Self::GiveRole(_), Some(grant)) => Self::GiveRole(grant),
            (Self::TakeRole(_), Some(grant)) => Self::TakeRole(grant),
            (plain, _) => plain,
        })
    }
}

/// The roles that a committee can give: all but the platform operator's, which stands above committees.
pub fn grantable() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| *role != Role::PlatformOperator)
}

/// Roles as they are given to one who is invited: each that can be held within a part of the committee is held within
/// the one that is chosen for its kind, if any.
///
/// # Errors
/// A part was chosen within which none of the roles can be held: nobody is given more than was meant.
pub fn given(roles: &[Role], chosen: &[Part]) -> Result<Vec<Given>, Refusal> {
    let holds = |role: Role, part: &Part| role.scope() == Some(part.scope.kind);
    if let Some(idle) = chosen.iter().find(|part| !roles.iter().any(|role| holds(*role, part))) {
        return Err(Refusal::new("account-scope-idle").with("name", &idle.name));
    }
    let part = |role: Role| chosen.iter().find(|part| holds(role, part)).cloned();
    Ok(roles.iter().map(|role| Given { role: *role, part: part(*role) }).collect())
}

/// What the rules look at in an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub account: i64,
    /// It has a password.
    pub accepted: bool,
    pub disabled: bool,
    /// What it holds in the committee at hand.
    pub grants: Vec<Grant>,
    /// It has a role in another committee, or above all of them: it is not this committee's alone.
    pub elsewhere: bool,
}

impl Standing {
    #[must_use]
    pub const fn state(&self) -> State {
        if self.grants.is_empty() { State::Gone } else { State::of(self.disabled, self.accepted) }
    }
}

/// The state that an action leads to, or why it is refused. An account that others share is not shut out: disabled
/// here, it loses its roles here.
///
/// # Errors
/// The refusal.
pub fn decide(standing: &Standing, action: Action, actor: &Actor) -> Result<State, Refusal> {
    let refuse = |key| Err(Refusal::new(key));
    let (state, oneself) = (standing.state(), actor.account == Some(standing.account));
    let held = |grant: Grant| standing.grants.contains(&grant);
    match action {
        _ if !actor.may(Permission::ManageAccounts) => refuse("error-forbidden"),
        _ if state == State::Gone => refuse("error-not-found"),
        Action::GiveRole(Grant { role: Role::PlatformOperator, .. }) => refuse("account-role-not-here"),
        Action::GiveRole(grant) if !grant.fits() => refuse("account-scope-unfit"),
        Action::GiveRole(grant) if held(grant) || held(grant.role.into()) => refuse("account-role-held"),
        Action::TakeRole(grant) if !held(grant) => refuse("account-role-not-held"),
        Action::TakeRole(Grant { role: Role::Administrator, .. }) | Action::Disable | Action::Reinvite if oneself => {
            refuse("account-not-oneself")
        }
        Action::TakeRole(_) if standing.grants.len() == 1 && oneself => refuse("account-not-oneself"),
        Action::Disable | Action::Reinvite if state == State::Disabled => refuse("account-is-disabled"),
        Action::Enable if state != State::Disabled => refuse("account-is-enabled"),
        Action::Reinvite | Action::Enable if standing.elsewhere => refuse("account-not-ours-alone"),
        Action::TakeRole(_) if standing.grants.len() == 1 => Ok(State::Gone),
        Action::Disable if standing.elsewhere => Ok(State::Gone),
        Action::Disable => Ok(State::Disabled),
        Action::Enable => Ok(State::of(false, standing.accepted)),
        Action::GiveRole(_) | Action::TakeRole(_) | Action::Reinvite => Ok(state),
    }
}

/// How somebody comes into a committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// By a one-time link, with which they choose their password.
    Link,
    /// At once, with the password that they have.
    AtOnce,
}

/// How the owner of an account that has no role here comes in, or why they may not be invited. A link that another
/// committee has made would open this one too, so they must have used it first.
///
/// # Errors
/// The refusal.
pub const fn entry(standing: &Standing) -> Result<Entry, Refusal> {
    match standing {
        Standing { disabled: true, elsewhere: true, .. } => Err(Refusal::new("account-disabled-elsewhere")),
        Standing { accepted: false, elsewhere: true, .. } => Err(Refusal::new("account-invited-elsewhere")),
        Standing { accepted: false, disabled: false, .. } => Ok(Entry::Link),
        _ => Ok(Entry::AtOnce),
    }
}

/// The actions that are allowed, roles within a part of the committee only as they are held.
pub fn offered<'a>(standing: &'a Standing, actor: &'a Actor) -> impl Iterator<Item = Action> + 'a {
    let within = standing.grants.iter().filter(|grant| grant.scope.is_some()).map(|grant| Action::TakeRole(*grant));
    Action::all().chain(within).filter(|action| decide(standing, *action, actor).is_ok())
}

const LONGEST_LOGIN: usize = 40;

/// Why a login name is unfit: 2 to 40 small letters, digits, `.`, `-` and `_`.
///
/// # Errors
/// The refusal.
pub fn login(login: &str) -> Result<(), Refusal> {
    let sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if (2..=LONGEST_LOGIN).contains(&login.len()) && login.chars().all(sign) {
        Ok(())
    } else {
        Err(Refusal::new("account-login-unfit"))
    }
}

/// A user name as it is kept, whatever case and width it was written in; no longer than one can be.
#[must_use]
pub fn written(login: &str) -> String {
    folded(login).trim().chars().take(LONGEST_LOGIN + 1).collect()
}

/// The most characters of a person's name and of a token's label.
pub const LONGEST_NAME: usize = 40;

/// The name of a person as it is kept, or why it is unfit.
///
/// # Errors
/// The refusal.
pub fn name(text: &str) -> Result<String, Refusal> {
    fields::name(text, LONGEST_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::actor::Scope;
    use crate::permission::ScopeKind;

    fn administrator() -> Actor {
        Actor { account: Some(1), roles: vec![Role::Administrator], ..Actor::default() }
    }

    fn standing(account: i64, roles: &[Role]) -> Standing {
        let grants = roles.iter().map(|role| Grant::from(*role)).collect();
        Standing { account, accepted: true, disabled: false, grants, elsewhere: false }
    }

    #[test]
    fn only_who_manages_accounts_may_do_anything_to_one() {
        let other = standing(2, &[Role::Clerk]);
        for role in Role::ALL {
            let actor = Actor { roles: vec![*role], ..administrator() };
            let may = role.may(Permission::ManageAccounts);
            assert_eq!(offered(&other, &actor).count() > 0, may, "{role}");
        }
    }

    #[test]
    fn each_action_leads_where_the_table_says() {
        use Action as A;
        use Role as R;
        let (give, take) = (|role: R| A::GiveRole(role.into()), |role: R| A::TakeRole(role.into()));
        let economy = Scope { kind: ScopeKind::SpecialCommittee, key: 2 };
        let within = |role| Grant { role, scope: Some(economy) };
        let clerk = within(R::SpecialCommitteeClerk);
        let scoped = Standing { grants: vec![clerk, R::Leader.into()], ..standing(2, &[]) };
        let everywhere = standing(2, &[R::SpecialCommitteeClerk]);
        let active = standing(2, &[R::Clerk, R::Leader]);
        let last = standing(2, &[R::Clerk]);
        let invited = Standing { accepted: false, ..active.clone() };
        let disabled = Standing { disabled: true, ..active.clone() };
        let shared = Standing { elsewhere: true, ..active.clone() };
        let shared_disabled = Standing { disabled: true, ..shared.clone() };
        let gone = standing(2, &[]);
        let own = standing(1, &[R::Administrator, R::Clerk]);
        let own_last = standing(1, &[R::Clerk]);
        let table: &[(&str, &Standing, A, Result<State, &str>)] = &[
            ("a role is given", &active, give(R::Member), Ok(State::Active)),
            ("not twice", &active, give(R::Clerk), Err("account-role-held")),
            ("nobody becomes operator here", &active, give(R::PlatformOperator), Err("account-role-not-here")),
            ("a role is taken", &active, take(R::Clerk), Ok(State::Active)),
            ("not one that he has not", &active, take(R::Member), Err("account-role-not-held")),
            ("the last role taken, he is gone", &last, take(R::Clerk), Ok(State::Gone)),
            ("disabled", &active, A::Disable, Ok(State::Disabled)),
            ("the invited too", &invited, A::Disable, Ok(State::Disabled)),
            ("not twice", &disabled, A::Disable, Err("account-is-disabled")),
            ("whom others share loses his roles here", &shared, A::Disable, Ok(State::Gone)),
            ("enabled", &disabled, A::Enable, Ok(State::Active)),
            ("not whom others shut out", &shared_disabled, A::Enable, Err("account-not-ours-alone")),
            ("only the disabled", &active, A::Enable, Err("account-is-enabled")),
            ("invited again", &invited, A::Reinvite, Ok(State::Invited)),
            ("for a forgotten password", &active, A::Reinvite, Ok(State::Active)),
            ("not the disabled", &disabled, A::Reinvite, Err("account-is-disabled")),
            ("a link would open others' doors", &shared, A::Reinvite, Err("account-not-ours-alone")),
            ("who is gone is not there", &gone, give(R::Clerk), Err("error-not-found")),
            ("not his own administrator role", &own, take(R::Administrator), Err("account-not-oneself")),
            ("his own other role", &own, take(R::Clerk), Ok(State::Active)),
            ("not his own last role", &own_last, take(R::Clerk), Err("account-not-oneself")),
            ("a role within a part", &active, A::GiveRole(clerk), Ok(State::Active)),
            ("not twice within it", &scoped, A::GiveRole(clerk), Err("account-role-held")),
            ("not within a part who holds it everywhere", &everywhere, A::GiveRole(clerk), Err("account-role-held")),
            ("everywhere who holds it within a part", &scoped, give(R::SpecialCommitteeClerk), Ok(State::Active)),
            ("not a role that knows no such part", &active, A::GiveRole(within(R::Leader)), Err("account-scope-unfit")),
            ("it is taken as it is held", &scoped, A::TakeRole(clerk), Ok(State::Active)),
            ("and not otherwise", &scoped, take(R::SpecialCommitteeClerk), Err("account-role-not-held")),
            (
                "nor within a part what is held everywhere",
                &everywhere,
                A::TakeRole(clerk),
                Err("account-role-not-held"),
            ),
            ("not himself", &own, A::Disable, Err("account-not-oneself")),
            ("no link for himself", &own, A::Reinvite, Err("account-not-oneself")),
        ];
        for (sentence, standing, action, expected) in table {
            let decided = decide(standing, *action, &administrator()).map_err(|refusal| refusal.key);
            assert_eq!(decided, *expected, "{sentence}");
        }
    }

    #[test]
    fn who_has_not_accepted_another_invitation_is_not_invited() {
        let table = [
            ("an account that everybody left", true, false, false, Ok(Entry::AtOnce)),
            ("that of another committee", true, false, true, Ok(Entry::AtOnce)),
            ("one that nobody ever opened and all have left", false, false, false, Ok(Entry::Link)),
            ("one whose link another committee holds", false, false, true, Err("account-invited-elsewhere")),
            ("one that others have disabled", true, true, true, Err("account-disabled-elsewhere")),
            ("the same, never opened", false, true, true, Err("account-disabled-elsewhere")),
            ("a link does not open what is disabled", false, true, false, Ok(Entry::AtOnce)),
        ];
        for (sentence, accepted, disabled, elsewhere, expected) in table {
            let standing = Standing { accepted, disabled, elsewhere, ..standing(2, &[]) };
            assert_eq!(entry(&standing).map_err(|refusal| refusal.key), expected, "{sentence}");
        }
    }

    #[test]
    fn an_action_is_found_by_its_name_and_only_with_a_role_where_it_needs_one() {
        for action in Action::all() {
            assert_eq!(Action::named(action.name(), action.grant()), Some(action));
        }
        let sector = Scope { kind: ScopeKind::Sector, key: 2 };
        let within = Grant { role: Role::SectorConvener, scope: Some(sector) };
        assert_eq!(Action::named("take_role", Some(within)), Some(Action::TakeRole(within)));
        assert_eq!(Action::named("give_role", None), None);
        assert_eq!(Action::named("disable", Some(Role::Clerk.into())), None);
        assert_eq!(Action::named("give_role", Some(Role::PlatformOperator.into())), None);
    }

    #[test]
    fn who_is_invited_holds_each_role_within_the_part_chosen_for_it() {
        let part = |kind, name: &str| Part { scope: Scope { kind, key: 2 }, name: name.to_owned() };
        let (economy, unit) = (part(ScopeKind::SpecialCommittee, "经济委"), part(ScopeKind::Unit, "县教育局"));
        let roles = [Role::SpecialCommitteeClerk, Role::Member];
        let within = Given { role: roles[0], part: Some(economy.clone()) };
        assert_eq!(given(&roles, std::slice::from_ref(&economy)), Ok(vec![within, Role::Member.into()]));
        assert_eq!(given(&roles, &[]), Ok(roles.map(Given::from).to_vec()));
        let refused = given(&roles, &[economy, unit]).map_err(|refusal| refusal.key);
        assert_eq!(refused, Err("account-scope-idle"));
    }

    #[test]
    fn a_login_name_is_short_small_and_plain() {
        for fit in ["ab", "lin.zhiqiu", "lin-zhi_qiu", "clerk2", &"a".repeat(40)] {
            assert_eq!(login(fit), Ok(()), "{fit}");
        }
        for unfit in ["", "a", "Lin", "林知秋", "lin zhi", "lin/zhi", &"a".repeat(41)] {
            assert!(login(unfit).is_err(), "{unfit}");
        }
    }
}
