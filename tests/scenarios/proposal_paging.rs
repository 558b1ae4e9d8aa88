//! The list of proposals, page by page: whoever reads it and whatever it is narrowed to, its pages show what a look at
//! every single proposal finds, by their numbers and by the keys of their neighbours alike.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, EntityTrait};
use yizheng::account::Actor;
use yizheng::clock::Day;
use yizheng::db::Start;
use yizheng::permission::Role;
use yizheng::proposal::handling::model::assignment;
use yizheng::proposal::handling::rules::State as Handling;
use yizheng::proposal::model::{Proposal, SignState, proposal, signer};
use yizheng::proposal::rules::{Kind, Standing, State, Who, visible};
use yizheng::proposal::store::{Filter, Listed, Search, count, list};

use super::proposal_statistics::filling::{Filled, fill};
use crate::helpers::{TestApp, on_both};

const PAGE: u64 = 7;

/// All that is known of the proposals of a committee.
struct Known {
    proposals: Vec<Proposal>,
    signers: Vec<signer::Model>,
    handled: Vec<assignment::Model>,
}

impl Known {
    async fn read(app: &TestApp) -> Self {
        let mut proposals = proposal::Entity::find().all(app.db.read()).await.unwrap();
        proposals.sort_by_key(|one| std::cmp::Reverse(one.id));
        Self {
            proposals,
            signers: signer::Entity::find().all(app.db.read()).await.unwrap(),
            handled: assignment::Entity::find().all(app.db.read()).await.unwrap(),
        }
    }

    fn own(&self, one: &Proposal, reader: Listed<'_>) -> (bool, bool) {
        let account = reader.actor.account;
        let author = account.is_some()
            && (one.account_id == account || reader.member.is_some() && one.first_id == reader.member);
        let mut signers = self.signers.iter().filter(|signer| signer.proposal_id == one.id);
        let signs = signers.any(|signer| Some(signer.member_id) == reader.member && signer.state != SignState::Refused);
        (author, signs)
    }

    fn sees(&self, one: &Proposal, reader: Listed<'_>) -> bool {
        let (author, signer) = self.own(one, reader);
        let handles = self.handled.iter().any(|work| {
            work.proposal_id == one.id && reader.units.contains(&work.unit_id) && work.state != Handling::Transferred
        });
        let standing = Standing {
            state: one.state,
            steps_left: 0,
            steps_passed: 0,
            published: one.published,
            open: one.open,
            secondable: one.secondable,
            excellent: one.excellent,
            main: false,
            loose: true,
            unheard: false,
            handed_in: one.submitted_at.is_some(),
        };
        visible(standing, Who { actor: reader.actor, author, signer, handles, member: reader.member.is_some() })
    }

    fn fits(&self, one: &Proposal, reader: Listed<'_>, filter: &Filter) -> bool {
        let (author, signs) = self.own(one, reader);
        let mut handled = self.handled.iter().filter(|work| work.proposal_id == one.id);
        let done = [Handling::Sent, Handling::Transferred, Handling::OpinionGiven];
        let late = |day: Day| {
            let mut works = self.handled.iter().filter(|work| work.proposal_id == one.id);
            works.any(|work| work.due < day && !done.contains(&work.state))
        };
        (filter.states.is_empty() || filter.states.contains(&one.state))
            && filter.session.is_none_or(|session| one.session_id == Some(session))
            && filter.category.is_none_or(|category| one.category_id == Some(category))
            && filter
                .unit
                .is_none_or(|unit| handled.any(|work| work.unit_id == unit && work.state != Handling::Transferred))
            && filter.collective.is_none_or(|collective| collective == (one.kind != Kind::Member))
            && (!filter.excellent || one.excellent)
            && (!filter.mine || author || signs && one.state != State::Withdrawn)
            && filter.due_before.is_none_or(late)
            && filter.text.as_ref().is_none_or(|Search { text, proposers, deep }| {
                one.subject.contains(text)
                    || one.number.is_some_and(|number| number.to_string() == *text)
                    || *deep && one.body.as_ref().is_some_and(|body| body.contains(text))
                    || one.first_id.is_some_and(|first| proposers.contains(&first))
            })
    }

    fn found(&self, reader: Listed<'_>, filter: &Filter) -> Vec<i64> {
        let found = self.proposals.iter().filter(|one| self.sees(one, reader) && self.fits(one, reader, filter));
        found.map(|one| one.id).collect()
    }
}

fn filters(filled: &Filled) -> Vec<Filter> {
    let states = |states: &[State]| Filter { states: states.to_vec(), ..Filter::default() };
    let text =
        |text: &str| Filter { text: Some(Search { text: text.to_owned(), ..Search::default() }), ..Filter::default() };
    vec![
        Filter::default(),
        states(&[State::Closed]),
        states(&[State::Submitted, State::Filed, State::Closed, State::Filed]),
        Filter { session: Some(filled.sessions[1]), ..Filter::default() },
        Filter { session: Some(filled.sessions[2]), ..states(&[State::InHand]) },
        Filter { session: Some(filled.sessions[2]), ..states(&[State::Draft, State::Withdrawn]) },
        Filter { category: Some(filled.categories[0]), collective: Some(false), ..Filter::default() },
        Filter { unit: Some(filled.units[1]), ..Filter::default() },
        Filter { excellent: true, collective: Some(true), ..Filter::default() },
        Filter { mine: true, ..Filter::default() },
        Filter { mine: true, ..states(&[State::Closed, State::Withdrawn]) },
        Filter { due_before: Some("2024-02-20".parse().unwrap()), ..Filter::default() },
        text("第1"),
        text("57"),
        text("无人写过"),
    ]
}

/// The keys of all pages, each page by the last key of the one before it; and every page by its number and by the
/// first key of the one after it.
async fn pages(app: &TestApp, reader: Listed<'_>, filter: &Filter) -> Vec<i64> {
    let committee = app.committee.id;
    let page = async |start| list(app.db.read(), committee, reader, filter, (start, PAGE)).await.unwrap();
    let keys = |found: &[Proposal]| found.iter().map(|one| one.id).collect::<Vec<_>>();
    let (mut all, mut start) = (Vec::new(), Start::At(0));
    loop {
        let (found, further) = page(start).await;
        let (numbered, same) = page(Start::At(all.len() as u64)).await;
        assert_eq!((keys(&numbered), same), (keys(&found), further));
        let before = all.len();
        all.extend(keys(&found));
        let Some(last) = all.last().copied().filter(|_| further) else { return all };
        let (next, _) = page(Start::Below(last)).await;
        assert_eq!(keys(&page(Start::Above(next[0].id)).await.0), all[before..], "the way back");
        start = Start::Below(last);
    }
}

#[tokio::test]
async fn the_pages_of_a_list_show_what_a_look_at_every_proposal_finds() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let filled = fill(&app).await;
        let account = app.account(&app.committee, "shen", &[Role::Member]).await;
        let his = format!("UPDATE proposal SET account_id = {account} WHERE id % 11 = 0");
        app.db.read().execute_unprepared(&his).await.unwrap();
        let known = Known::read(&app).await;
        let member = known.signers[0].member_id;
        let units = [filled.units[0], filled.units[2]];
        let actor = |roles: &[Role]| Actor { account: Some(account), roles: roles.to_vec(), ..Actor::public() };
        let readers = [
            (Actor::public(), None, &[][..]),
            (actor(&[Role::ProposalsClerk]), None, &[][..]),
            (actor(&[Role::Member]), Some(member), &[][..]),
            (actor(&[Role::UnitHandler]), None, &units[..]),
            (actor(&[]), Some(member), &units[..]),
        ];
        let mut lengths: HashMap<usize, HashSet<usize>> = HashMap::new();
        for (actor, member, units) in &readers {
            let reader = Listed { actor, member: *member, units };
            for (n, filter) in filters(&filled).iter().enumerate() {
                // What is one's own is nothing to one who is not signed in.
                if filter.mine && actor.account.is_none() {
                    continue;
                }
                let found = known.found(reader, filter);
                assert_eq!(pages(&app, reader, filter).await, found, "{filter:?} for {:?}", actor.roles);
                let counted = count(app.db.read(), app.committee.id, reader, filter).await.unwrap();
                assert_eq!(counted, found.len() as u64, "{filter:?} for {:?}", actor.roles);
                lengths.entry(n).or_default().insert(found.len());
            }
        }
        assert!(lengths.values().filter(|lengths| lengths.len() > 1).count() > 8, "readers differ: {lengths:?}");
    })
    .await;
}

#[tokio::test]
async fn one_who_is_not_signed_in_finds_no_more_by_asking_for_his_own() {
    let app = TestApp::start().await;
    fill(&app).await;
    let visitor = app.visitor();
    let total = async |path: &str| visitor.get_json(path).await.json()["pages"]["total"].as_u64().unwrap();
    let all = total("/qingling/proposals").await;
    assert!(all > 0 && total("/qingling/proposals?mine=yes").await <= all);
}
