// A program with one module.
package main

import (
	"os"

	"example.org/lib"
)

func main() { os.Stdout.WriteString(lib.Name() + "\n") }
