screen-title = Hall screen
screen-open = Open the hall screen
screen-item = Item { $n } of { $m }
screen-reporter = Reported by { $name }
screen-voted = Voted
screen-entitled = May vote
screen-vote-hands = Please vote by show of hands
screen-vote-roll-call = Please answer when your name is called
screen-vote-named = Please vote on your own phone, by name
screen-vote-secret = Please vote on your own phone, in secret
screen-passed = Adopted
screen-not-passed = Not adopted
screen-choice-yes = Yes
screen-choice-no = No
screen-choice-abstain = Abstain
screen-elected = elected
screen-speaks = Speaking
screen-next = Next to speak:{" "}
screen-scan = Please scan to sign in
screen-code = Code to sign in, which changes every few seconds
screen-begins = Begins at { $time }
screen-over = The sitting is over
screen-called = Called
screen-present = Present
screen-on-leave = On leave
screen-absent = Not here
screen-quorum = There is a quorum
screen-no-quorum = { $n ->
    [one] One more is needed for a quorum
   *[other] { $n } more are needed for a quorum
}
screen-progress = { $n } of { $m } items done
