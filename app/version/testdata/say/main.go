// Command say prints the version that it was linked with.
package main

import (
	"fmt"

	"openday/app/version"
)

func main() { fmt.Println(version.Text()) }
