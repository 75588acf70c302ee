// Package papers shows the papers as they will come out, with what can be chosen
// about them, and prints, opens or saves them. The editable summary report and
// its photos are here, too.
package papers
