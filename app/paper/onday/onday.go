// Package onday makes the papers that are used on the day of an open day itself.
// Each stands in a file of its own with its definition, and in the list [Papers].
package onday

import "openday/app/paper"

// Papers are the papers here, in the order in which they are needed.
var Papers = paper.List{signInPaper, consentPaper, minutesPaper, opinionFormPaper, questionnairePaper}
