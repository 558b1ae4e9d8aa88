//! What a reviewer does to a proposal.

/// A thing and what it is called.
pub(super) type Called = (i64, String);

/// What is done to a proposal.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// What the action says, and nothing else.
    Press,
    Pass {
        step: String,
    },
    Unpass {
        step: String,
    },
    Return {
        remark: String,
    },
    File {
        number: i64,
        category: Called,
        publish: bool,
    },
    Merge {
        main: Called,
        note: Option<String>,
    },
    Unmerge {
        main: Option<Called>,
    },
    Redirect {
        remark: String,
    },
    Decline {
        reason: Called,
        remark: Option<String>,
    },
    Categorise {
        category: Called,
    },
    MakeKey {
        leader: Option<String>,
    },
    HandBack {
        remark: String,
    },
}
