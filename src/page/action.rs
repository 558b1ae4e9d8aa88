//! Actions of a life cycle on a page: their buttons, what is told of one that was taken, and their names to programs.

use std::marker::PhantomData;

use utoipa::__dev::ComposeSchema;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::flash::Flash;
use super::view::View;
use crate::named::{key, one_of};
use crate::workflow::{Form, LifeCycle, Weight, taken};

/// What takes an action: a button that needs nothing else, or a link to the page that has its form.
pub struct Button {
    pub action: &'static str,
    pub text: String,
    pub page: bool,
    pub weight: Weight,
}

impl View {
    /// What is shown of these actions: those that a button takes, and those that have a page.
    #[must_use]
    pub fn buttons<A: LifeCycle>(&self, actions: &[A]) -> Vec<Button> {
        let button = |action: &A| {
            let row = action.row();
            let page = match row.form {
                Form::Press => false,
                Form::Page => true,
                Form::Undo | Form::Fields | Form::Apart => return None,
            };
            let text = self.words.of(&format!("{}-action", A::WORDS), action);
            Some(Button { action: action.name(), text, page, weight: row.weight })
        };
        actions.iter().filter_map(button).collect()
    }
}

impl Flash {
    /// What is told of an action that was taken at an address, with the way back where there is one.
    #[must_use]
    pub fn done<A: LifeCycle>(action: A, address: &str, version: i64) -> Self {
        let told = Self::new(&key(&format!("{}-done", A::WORDS), action));
        match action.row().undone_by {
            Some(back) => told.undo(format!("{address}/{back}"), version),
            None => told,
        }
    }
}

/// The name of an action that is taken at the address for all of them, as its last step.
pub struct Taken<A>(PhantomData<A>);

impl<A: LifeCycle> ComposeSchema for Taken<A> {
    fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        let names: Vec<_> = A::ALL.iter().map(|action| action.name()).filter(|name| taken::<A>(name).is_ok()).collect();
        one_of(&names).into()
    }
}

impl<A: LifeCycle> ToSchema for Taken<A> {}
