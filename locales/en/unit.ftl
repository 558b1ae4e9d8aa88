unit-nav = Units
unit-nav-hint = Units and the accounts that act for them

unit-title = Units
unit-one = Unit
unit-lead = Proposals are given to these units; the accounts that act for them accept and answer.
unit-none = There is no unit yet
unit-none-hint = Paste their names beside; many can be added at once.
unit-count = { $n } units
unit-add = Add units
unit-names = Names
unit-names-hint = One a line; those that are there already are not added again.
unit-too-many = These are too many units; { $most } at the most.
unit-in-use = One of them has had proposals, so it cannot be deleted; it can be closed.
unit-close-hint = A closed unit is given no more proposals; what it has it goes on with. Only a unit that never had a proposal can be deleted.
unit-accounts = Accounts that act for it
unit-accounts-none = none yet
unit-accounts-hint = The account must have the role of a unit handler or unit approver in this committee. One account may act for several units. Who holds the role within this unit alone acts for it without being named here, and for no other.
unit-by-role = by their role within the unit
unit-let-act = Let it act for the unit
unit-stop-acting = Act no longer
unit-login-unfit = There is no account "{ $login }" with the role of a unit handler or unit approver in the whole of this committee.
unit-line-party = Party
unit-line-government = Government
unit-line-congress = People's congress
unit-line-committee = Consultative committee
unit-line-court = Court
unit-line-procuratorate = Procuratorate
unit-line-other = Other

unit-field-name = Name
unit-field-line = Line

unit-done-add-units = { $n } units were added.
unit-done-delete-units = { $n } units were deleted.
unit-done-change-unit = "{ $name }" was changed.
unit-done-close-unit = "{ $name }" was closed.
unit-done-reopen-unit = "{ $name }" was opened again.
unit-done-let-act = The account { $login } now acts for "{ $unit }".
unit-done-stop-acting = The account { $login } no longer acts for "{ $unit }".

unit-did-add-units = added { $n } units: { $names }
unit-did-delete-units = deleted { $n } units: { $names }
unit-did-change-unit = changed the unit "{ $name }"
unit-did-close-unit = closed the unit "{ $name }"
unit-did-reopen-unit = opened the unit "{ $name }" again
unit-did-let-act = let the account { $login } act for the unit "{ $unit }"
unit-did-stop-acting = let the account { $login } no longer act for the unit "{ $unit }"
