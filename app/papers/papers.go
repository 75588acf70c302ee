// Package papers joins the papers that can be made, by when they are needed: what
// the menu, the command and the settings offer.
package papers

import (
	"slices"

	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/onday"
)

// All are the papers that can be made, in the order in which they are needed.
var All = slices.Concat(before.Papers, onday.Papers, after.Papers)
