//! Enumerations with one name for each variant: the same in the database, in JSON, in addresses and in the word files.

use std::fmt::Display;

use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// The schema of a text that is one of these.
#[must_use]
pub fn one_of(names: &[&str]) -> Schema {
    let names = names.iter().map(ToString::to_string);
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(names)).build().into()
}

/// The key of the words for what is so named: `prefix-name`, with `-` for `_`.
#[must_use]
pub fn key(prefix: &str, name: impl Display) -> String {
    format!("{prefix}-{}", name.to_string().replace('_', "-"))
}

/// An enumeration declared by [`named!`](macro@crate::named).
pub trait Named: Copy + Eq + Display + 'static {
    /// Every variant, in the order of declaration.
    const ALL: &'static [Self];

    /// The stable name.
    fn name(self) -> &'static str;
}

/// Declares an enumeration whose variants are known by a stable text name.
///
/// It gets `ALL`, `name()`, `Display`, `FromStr`, `Serialize`, `Deserialize`, and is stored as text. Its schema bears the
/// names of its modules, as several enumerations of different modules have one name.
#[macro_export]
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $Enum:ident { $($(#[$doc:meta])* $Variant:ident = $name:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, sea_orm::DeriveValueType)]
        #[sea_orm(value_type = "String")]
        $vis enum $Enum { $($(#[$doc])* $Variant),+ }

        impl $Enum {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$Variant => $name),+ }
            }
        }

        impl $crate::named::Named for $Enum {
            const ALL: &'static [Self] = Self::ALL;

            fn name(self) -> &'static str {
                self.name()
            }
        }

        impl std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $Enum {
            type Err = sea_orm::sea_query::ValueTypeErr;
            fn from_str(name: &str) -> Result<Self, Self::Err> {
                match name { $($name => Ok(Self::$Variant),)+ _ => Err(sea_orm::sea_query::ValueTypeErr) }
            }
        }

        /// It may be part of a key, and is none by itself.
        impl sea_orm::TryFromU64 for $Enum {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($Enum)))
            }
        }

        impl serde::Serialize for $Enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                name.parse().map_err(|_| serde::de::Error::unknown_variant(&name, &[$($name),+]))
            }
        }

        impl utoipa::PartialSchema for $Enum {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $crate::named::one_of(&[$($name),+]).into()
            }
        }

        impl utoipa::ToSchema for $Enum {
            fn name() -> std::borrow::Cow<'static, str> {
                let path = concat!(module_path!(), "::", stringify!($Enum));
                path.split("::").skip(1).collect::<Vec<_>>().join(".").into()
            }
        }
    };
}
