//! A life cycle as one table: each action has a row, and out of the rows is read what may be done, how it is taken, what
//! takes it back, and the diagram.

use std::fmt::Write;

use crate::error::{Error, Refusal, Result};
use crate::named::Named;

/// The actions of a life cycle. The rows are one `match` over all of them, so that none can be without its row.
pub trait LifeCycle: Named {
    type State: Named;

    /// What an action needs besides the state: who may take it, and what else the area asks for.
    type Needs;

    /// With what the keys of its words begin: `{WORDS}-is-{state}`, `{WORDS}-action-{action}`, `{WORDS}-done-{action}`.
    const WORDS: &'static str;

    /// The states in which it begins, and by what.
    const BEGINS: &'static [(Self::State, &'static str)];

    /// Ways from one state to another that no row tells, and by what.
    const BESIDES: &'static [(Self::State, Self::State, &'static str)] = &[];

    fn row(self) -> Row<Self>;

    /// Why something cannot be done to what stands so.
    #[must_use]
    fn not_now(state: Self::State) -> Refusal {
        Refusal::of(&format!("{}-is", Self::WORDS), state)
    }

    /// What the ledger calls it, where the actions of several life cycles stand together.
    #[must_use]
    fn recorded(self) -> &'static str {
        self.row().recorded.unwrap_or_else(|| self.name())
    }
}

/// How an action is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By a button that sends nothing but the version, to the address that its name ends.
    Press,
    /// As by a button, but offered alone where it takes something back.
    Undo,
    /// By fields that are sent to that address.
    Fields,
    /// By the form on a page of its own, which stands at that address.
    Page,
    /// In its own way.
    Apart,
}

impl Form {
    /// Whether what takes the action is sent to the address that the actions of a thing share, its name at the end.
    #[must_use]
    pub const fn shared(self) -> bool {
        matches!(self, Self::Press | Self::Undo | Self::Fields)
    }
}

/// How much a button says of what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Usual,
    /// What comes next.
    Primary,
    /// What is not done lightly.
    Danger,
}

/// To which state an action leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To<S> {
    Same,
    State(S),
    /// To none: the thing is gone.
    Gone,
}

/// What the table says of an action.
pub struct Row<A: LifeCycle> {
    pub from: &'static [A::State],
    pub to: To<A::State>,
    pub needs: A::Needs,
    /// The action that takes this one back.
    pub undone_by: Option<A>,
    pub form: Form,
    pub weight: Weight,
    recorded: Option<&'static str>,
}

impl<A: LifeCycle> Row<A> {
    const fn new(from: &'static [A::State], to: To<A::State>, needs: A::Needs) -> Self {
        Self { from, to, needs, undone_by: None, form: Form::Press, weight: Weight::Usual, recorded: None }
    }

    /// An action that leads from one of some states to another.
    #[must_use]
    pub const fn leads(from: &'static [A::State], to: A::State, needs: A::Needs) -> Self {
        Self::new(from, To::State(to), needs)
    }

    /// An action that leaves the state as it is.
    #[must_use]
    pub const fn stays(from: &'static [A::State], needs: A::Needs) -> Self {
        Self::new(from, To::Same, needs)
    }

    /// An action after which the thing is gone.
    #[must_use]
    pub const fn ends(from: &'static [A::State], needs: A::Needs) -> Self {
        Self::new(from, To::Gone, needs)
    }

    #[must_use]
    pub fn undone_by(self, action: A) -> Self {
        Self { undone_by: Some(action), ..self }
    }

    /// Where it is not taken by a button alone.
    #[must_use]
    pub fn by(self, form: Form) -> Self {
        Self { form, ..self }
    }

    #[must_use]
    pub fn primary(self) -> Self {
        Self { weight: Weight::Primary, ..self }
    }

    #[must_use]
    pub fn danger(self) -> Self {
        Self { weight: Weight::Danger, ..self }
    }

    /// Where the ledger calls it by another name.
    #[must_use]
    pub fn recorded(self, name: &'static str) -> Self {
        Self { recorded: Some(name), ..self }
    }

    /// How what stands so stands after the action; what is gone, as it stood.
    ///
    /// # Errors
    /// The action does not lead from there.
    pub fn next(&self, state: A::State) -> Result<A::State, Refusal> {
        match self.to {
            _ if !self.from.contains(&state) => Err(A::not_now(state)),
            To::State(to) => Ok(to),
            To::Same | To::Gone => Ok(state),
        }
    }
}

/// The actions that are allowed.
pub fn offered<A: LifeCycle>(allowed: impl Fn(A) -> bool) -> Vec<A> {
    A::ALL.iter().copied().filter(|action| allowed(*action)).collect()
}

/// The action that the last step of an address names, where it is taken at the address for all of them.
///
/// # Errors
/// There is none of that name, or it is taken elsewhere.
pub fn taken<A: LifeCycle>(name: &str) -> Result<A> {
    let here = |action: &A| action.name() == name && action.row().form.shared();
    A::ALL.iter().copied().find(here).ok_or(Error::NotFound)
}

/// Holds that nothing comes with an action, where no code of its own reads what does.
///
/// # Errors
/// Fields come with it: its code is missing.
pub fn alone<A: LifeCycle>(action: A) -> Result<()> {
    match action.row().form {
        Form::Press | Form::Undo => Ok(()),
        Form::Fields | Form::Page | Form::Apart => {
            Err(Error::internal(format!("nothing reads what comes with {action}")))
        }
    }
}

/// The life cycle as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn diagram<A: LifeCycle>() -> String {
    let mut diagram = String::from("stateDiagram-v2\n");
    let mut way = |from: &str, to: &str, by: &str| {
        let _ = writeln!(diagram, "    {from} --> {to} : {by}");
    };
    for (state, by) in A::BEGINS {
        way("[*]", state.name(), by);
    }
    for action in A::ALL {
        let row = action.row();
        for from in row.from {
            let to = match row.to {
                To::Same => from.name(),
                To::State(to) => to.name(),
                To::Gone => "[*]",
            };
            way(from.name(), to, action.name());
        }
    }
    for (from, to, by) in A::BESIDES {
        way(from.name(), to.name(), by);
    }
    diagram
}
