// Package help shows the user's guide and what the program is.
package help
