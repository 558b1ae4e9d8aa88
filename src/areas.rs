//! The list of areas, in the order in which one may read another: a later one reads an earlier one.

use crate::server::Area;
use crate::{committee, document, meeting, member, proposal, unit};

pub const AREAS: &[Area] = &[committee::AREA, unit::AREA, member::AREA, document::AREA, meeting::AREA, proposal::AREA];
