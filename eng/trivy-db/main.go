// Makes a small Trivy vulnerability database (schema 2) from a readable source, and dumps one.
// Layout: a bolt bucket per platform holding a bucket per package, plus "vulnerability" and "data-source".
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

type advisory struct {
	Platform string          `json:"platform"`
	Package  string          `json:"package"`
	ID       string          `json:"id"`
	Value    json.RawMessage `json:"value"`
}

type source struct {
	UpdatedAt       string                     `json:"updatedAt"`
	NextUpdate      string                     `json:"nextUpdate"`
	DataSources     map[string]json.RawMessage `json:"dataSources"`
	Advisories      []advisory                 `json:"advisories"`
	Vulnerabilities map[string]json.RawMessage `json:"vulnerabilities"`
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func build(from, to string) {
	text, err := os.ReadFile(from)
	check(err)
	var all source
	check(json.Unmarshal(text, &all))
	folder := filepath.Join(to, "db")
	check(os.MkdirAll(folder, 0o755))
	path := filepath.Join(folder, "trivy.db")
	_ = os.Remove(path)
	db, err := bolt.Open(path, 0o644, nil)
	check(err)
	check(db.Update(func(tx *bolt.Tx) error {
		put := func(name []string, key string, value json.RawMessage) {
			bucket, err := tx.CreateBucketIfNotExists([]byte(name[0]))
			check(err)
			for _, nested := range name[1:] {
				bucket, err = bucket.CreateBucketIfNotExists([]byte(nested))
				check(err)
			}
			var compact any
			check(json.Unmarshal(value, &compact))
			bytes, err := json.Marshal(compact)
			check(err)
			check(bucket.Put([]byte(key), bytes))
		}
		for name, value := range all.DataSources {
			put([]string{"data-source"}, name, value)
		}
		for _, each := range all.Advisories {
			if _, known := all.Vulnerabilities[each.ID]; !known {
				return fmt.Errorf("%s has no entry under vulnerabilities", each.ID)
			}
			put([]string{each.Platform, each.Package}, each.ID, each.Value)
		}
		for id, value := range all.Vulnerabilities {
			put([]string{"vulnerability"}, id, value)
		}
		return nil
	}))
	check(db.Close())
	// "Sample" is ours: whoever uses this folder, by whatever setting, is told that it is no real database.
	metadata := fmt.Sprintf(`{"Version":2,"Sample":true,"NextUpdate":"%s","UpdatedAt":"%s","DownloadedAt":"%s"}`+"\n", all.NextUpdate, all.UpdatedAt, all.UpdatedAt)
	check(os.WriteFile(filepath.Join(folder, "metadata.json"), []byte(metadata), 0o644))
}

func dump(path string) {
	db, err := bolt.Open(path, 0o444, &bolt.Options{ReadOnly: true})
	check(err)
	defer db.Close()
	var walk func(prefix string, bucket *bolt.Bucket)
	walk = func(prefix string, bucket *bolt.Bucket) {
		check(bucket.ForEach(func(key, value []byte) error {
			name := prefix + " / " + string(key)
			if value == nil {
				walk(name, bucket.Bucket(key))
			} else {
				fmt.Println(name, string(value))
			}
			return nil
		}))
	}
	check(db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
			walk(string(name), bucket)
			return nil
		})
	}))
}

func main() {
	switch {
	case len(os.Args) == 4 && os.Args[1] == "build":
		build(os.Args[2], os.Args[3])
	case len(os.Args) == 3 && os.Args[1] == "dump":
		dump(os.Args[2])
	default:
		fmt.Fprintln(os.Stderr, "usage: trivy-db build SOURCE FOLDER | trivy-db dump DATABASE")
		os.Exit(64)
	}
}
