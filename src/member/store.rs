//! To come.
pub struct Named { pub id: i64 }
pub async fn find_by_name(_on: &impl sea_orm::ConnectionTrait, _committee: i64, _name: &str) -> crate::error::Result<Vec<Named>> { Ok(Vec::new()) }
