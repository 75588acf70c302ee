// Package opinions reads opinions as people write them down or send them, tells
// which of them say nearly the same, and fills in the replies that an office keeps.
package opinions
