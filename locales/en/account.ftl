accounts-nav = Accounts
accounts-nav-hint = Invite staff, give and take roles
accounts-title = Accounts
accounts-count = { $n ->
    [one] One account
   *[other] { $n } accounts
}
accounts-none = No account matches
accounts-export = Export as a table
accounts-find = Name or user name

account-sign-in = Sign in
account-sign-out = Sign out
account-login = User name
account-password = Password
account-sign-in-hint = No account? Ask the committee's office for a one-time invitation link. What is public can be read without signing in.
account-wrong = User name or password is wrong. Please check and try again.
account-too-many-failures = Too many failed attempts. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}. If somebody else is guessing at your password, the office can send you a link to sign in by.
account-password-weak = A password needs at least { $least } characters and must differ from the user name. A sentence you remember beats a string of symbols.
account-password-differs = The two passwords differ. Enter them again.
account-password-wrong = The present password is wrong.

account-own-title = My account
account-installation = The whole platform
account-change-password = Change password
account-change-password-hint = You will be signed out on every other device.
account-password-old = Present password
account-password-new = New password
account-password-again = New password, once more
account-sessions = Devices signed in
account-sessions-empty = No device is signed in.
account-sign-out-everywhere = Sign out everywhere
account-device = Device
account-device-unknown = Unknown device
account-this = this one
account-since = Signed in
account-seen = Last used
account-actions = Actions
account-end-session = Sign out
account-tokens = Personal tokens
account-tokens-lead = With a token a program reads and writes as you, for one year. A token is shown once; revoke it when it is lost or no longer used.
account-token-made = The token "{ $label }" was made. Copy it now, it will not be shown again:
account-token-label = Name
account-token-for = What the new token is for
account-token-hint = For instance "statistics script", so that you know it later.
account-token-since = Made
account-token-until = Valid until
account-never = never
account-make-token = Make a token
account-revoke = Revoke
account-too-many-tokens = At most { $most } tokens at a time. Revoke those you no longer use.
account-not-by-token = You must sign in yourself to do this; a token is not enough.
account-told-password = Your password was changed, and you were signed out on every other device.
account-told-signed-out = You were signed out on every device.
account-told-session = That device was signed out.
account-told-token = The token was revoked and no longer works.

account-email-title = Mail
account-email = E-mail address
account-email-hint = Notices of meetings are mailed here, besides being shown in the program. Leave it empty to get no mail.
account-email-idle = No mail server is set here, so nothing is mailed; the address is kept for later.
account-email-do = Save address
account-told-email = The address is saved.
account-told-no-email = The address is removed; you get no more mail.

account-history = History of my account
account-history-hint = Changes of the password and tokens made and revoked are recorded here for you alone. If you find something that you did not do, change your password at once.

account-welcome = Welcome, { $name }
account-welcome-lead = { $committee } invites you to use this platform as { $roles }. Choose a password; this link works once.
account-welcome-operator = You are invited to run this platform as { $roles }. Choose a password; this link works once.
account-renewed = Once you set a new password, this account is signed out on every device and its personal tokens no longer work.
account-login-hint = You sign in with it from now on. Make a note of it.
account-password-hint = At least { $least } characters. A sentence you remember beats a string of symbols.
account-accept = Set the password and sign in
account-link-until = This link works until { $until }.
account-lapsed = This invitation link no longer works
account-invitation-lapsed = It was used already, is too old, or was replaced by a newer link. If you have chosen a password, just sign in; otherwise ask the committee's office for a new link.

account-name = Name
account-roles = Roles
account-within = Within
account-everywhere = The whole committee
account-scope-special-committee = Special committee clerk of
account-scope-sector = Sector convener of
account-scope-unit = Unit handler or approver of
account-state = State
account-state-invited = invited
account-state-active = in use
account-state-disabled = disabled
account-state-gone = gone
account-invite = Invite
account-invite-lead = The person chooses a password by a one-time link; nobody else ever handles it.
account-login-rule = 2 to 40 small letters, digits, or . - _
account-invite-do = Make an invitation link
account-link-made = Give this link to { $name } in person. It works once, until { $until }, and will not be shown again:
account-about = About
account-created = Made
account-link = Invitation link
account-link-lives = works until { $until }, not used yet
account-shared = This person has roles in another committee or on the platform too. This committee can therefore neither disable the account nor make a new link for it, only take the roles it gave.
account-role-has = held
account-do-reinvite = Make a new invitation link
account-do-disable = Disable the account
account-do-enable = Enable again
account-do-remove = Take all roles in this committee
account-do-give-role = Give
account-do-take-role = Take

account-told-give-role = { $name } was given the role "{ account-role-named }".
account-told-give-role-within = { $name } was given the role "{ account-role-within }".
account-told-take-role-within = The role "{ account-role-within }" was taken from { $name }.
account-told-take-role = The role "{ account-role-named }" was taken from { $name }.
account-told-disable = The account of { $name } was disabled; its sessions and tokens no longer work.
account-told-enable = The account of { $name } was enabled again.
account-told-gone = { $name } has no role in this committee any more. You can invite the user name again when needed.
account-known-given = The user name "{ $login }" belongs to "{ $name }", who has an account already. The roles were given to that account; no link is needed. Check that this is the right person, and take the roles back if not.

account-login-unfit = A user name is 2 to 40 small letters, digits, or . - _
account-there-already = There is an account of { $name } already: { $login }. If this is another person of the same name, say so (tick the box; --another in the shell) and invite again.
account-login-taken = This committee has an account of that name already ({ $name }). Change its roles or make a new link on its own page.
account-disabled-elsewhere = The account of that name was disabled by another committee and cannot be given roles now.
account-invited-elsewhere = The owner of the account of that name has not yet accepted the invitation of another committee. Let them choose a password with the link they have first, then invite them here.
account-role-missing = Choose at least one role.
account-role-not-here = A committee cannot give the role of platform operator.
account-role-held = This person has that role already.
account-scope-unfit = This role cannot be held within such a part of the committee.
account-scope-idle = None of the roles chosen can be held within "{ $name }". Choose the role too, or the whole committee.
account-scope-unknown = The committee has no special committee, sector or unit called "{ $name }".
account-role-not-held = This person does not have that role.
account-not-oneself = You cannot do this to your own account. Ask another administrator.
account-is-disabled = This account is disabled.
account-is-enabled = This account is not disabled.
account-not-ours-alone = This person has roles in another committee or on the platform too, so this committee cannot do that. Ask the platform operator.

account-role-named = { $role ->
    [member] { role-member }
    [sector_convener] { role-sector-convener }
    [clerk] { role-clerk }
    [proposals_clerk] { role-proposals-clerk }
    [special_committee_clerk] { role-special-committee-clerk }
    [unit_handler] { role-unit-handler }
    [unit_approver] { role-unit-approver }
    [supervisor] { role-supervisor }
    [leader] { role-leader }
    [administrator] { role-administrator }
    [platform_operator] { role-platform-operator }
   *[other] { $role }
}
account-role-within = { account-role-named } ({ $within } only)
account-did-invite = invited "{ $login }"
account-did-reinvite = made a new invitation link for "{ $login }"
account-did-give-role = gave "{ $login }" the role "{ account-role-named }"
account-did-give-role-within = gave "{ $login }" the role "{ account-role-within }"
account-did-take-role-within = took the role "{ account-role-within }" from "{ $login }"
account-did-take-role = took the role "{ account-role-named }" from "{ $login }"
account-did-disable = disabled the account "{ $login }"
account-did-enable = enabled the account "{ $login }" again
account-did-change-password = changed the password of "{ $login }"
account-did-set-email = set the e-mail address of "{ $login }"
account-did-remove-email = removed the e-mail address of "{ $login }"
account-did-make-token = made the token "{ $label }" for "{ $login }"
account-did-revoke-token = revoked a token of "{ $login }"
account-did-accept-invitation = accepted the invitation and chose a password for "{ $login }"

account-at-the-machine = { $user ->
    [nobody] The command line
   *[other] { $user } (command line)
}
account-no-login = There is no account with the user name "{ $login }".
account-command-link = Give this link to { $name } in person. It works once, for seven days:
account-command-known = The user name "{ $login }" belongs to "{ $name }", who has an account already. The roles were given to that account; no link is needed.
account-command-disabled = The account "{ $login }" was disabled; its sessions and tokens no longer work.
account-command-enabled = The account "{ $login }" was enabled again.
