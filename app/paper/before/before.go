// Package before makes the papers of an open day that are needed before it: the
// plan that is filed, the letters, the agenda, and what is set up and worn. Each
// stands in a file of its own with its definition, and in the list [Papers].
package before

import "openday/app/paper"

// Papers are the papers here, in the order in which they are needed.
var Papers = paper.List{planPaper, postponementPaper, signUpFormPaper, lettersPaper, agendaPaper, runSheetPaper, doorSignsPaper, cardsPaper, badgesPaper, groupsPaper, seatingPaper, passesPaper}
