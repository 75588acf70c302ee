// Package after makes the papers that are needed when an open day is over: what
// the handling of opinions needs, the reports, and their public versions. Each
// stands in a file of its own with its definition, and in the list [Papers].
package after

import "openday/app/paper"

// Papers are the papers here, in the order in which they are needed.
var Papers = paper.List{tasksPaper, urgesPaper, resultSlipsPaper, returnVisitsPaper, certificatesPaper, ledgerPaper, publicLedgerPaper, summaryPaper, publicSummaryPaper, yearlyPaper}
