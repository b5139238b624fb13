using System.Collections.Frozen;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Words that names of variables are made of.</summary>
internal static class NameWords
{
    // The secret itself stands elsewhere, or it is about secrets and none itself.
    public static readonly FrozenSet<string> Elsewhere = FrozenSet.ToFrozenSet(
        [
            "file", "files", "path", "paths", "dir", "directory", "folder", "url", "urls", "uri", "host", "hosts", "port", "name", "names", "id", "ids", "length", "len", "min", "max",
            "size", "count", "limit", "expiry", "expires", "expire", "expiration", "ttl", "timeout", "lifetime", "age", "days", "hours", "minutes", "seconds", "algorithm", "alg", "algo",
            "type", "method", "mode", "hasher", "hash", "hashed", "policy", "provider", "enabled", "enable", "disabled", "required", "allowed", "login", "version", "header", "headers",
            "endpoint", "issuer", "audience", "prefix", "suffix", "rounds", "cost", "sock", "socket", "cmd", "command", "arn", "ref", "store", "source", "manager", "backend", "engine",
            "driver", "region", "namespace", "scope", "scopes", "fingerprint", "checksum", "sha", "sha256", "sha512", "digest", "format", "encoding", "charset", "regex", "pattern",
            "field", "param", "parameter", "env", "var", "variable", "location", "mount", "rotation", "interval", "strength", "complexity", "reset", "change", "hint", "prompt", "secure",
            "samesite", "domain", "class", "user", "username", "service", "plugin", "helper", "sign", "verify", "validation", "validity", "list", "alias", "ring", "server", "servers",
        ],
        StringComparer.Ordinal);

    // In front of a key: the half of a pair that everybody may have, or a signer's fingerprint.
    public static readonly FrozenSet<string> Open = FrozenSet.ToFrozenSet(
        ["public", "pub", "publishable", "site", "gpg", "pgp", "sign", "release", "verify", "primary", "foreign", "partition", "sort", "cache", "hot"], StringComparer.Ordinal);

    // It is a switch or a number, whatever follows.
    public static readonly FrozenSet<string> Switches = FrozenSet.ToFrozenSet(
        ["allow", "empty", "random", "enable", "disable", "require", "use", "skip", "no", "has", "is", "show", "hide", "onetime", "max", "min", "num", "number", "generate"], StringComparer.Ordinal);

    // Behind the word, and it stays the secret.
    public static readonly FrozenSet<string> Neutral = FrozenSet.ToFrozenSet(
        ["base", "prod", "production", "dev", "development", "stage", "staging", "test", "qa", "main", "value", "default", "b64", "base64", "string", "old", "new", "current", "key", "1", "2", "3", "4"], StringComparer.Ordinal);

    public static readonly FrozenSet<string> Tokens = FrozenSet.ToFrozenSet(
        [
            "token", "tokens", "secret", "secrets", "credential", "credentials", "creds", "apikey", "apitoken", "secretkey", "accesskey", "privatekey", "authkey", "encryptionkey", "masterkey",
            "accountkey", "sharedkey", "licensekey",
        ],
        StringComparer.Ordinal);

    // In front of "key".
    public static readonly FrozenSet<string> KeyKinds = FrozenSet.ToFrozenSet(
        ["api", "secret", "access", "private", "auth", "encryption", "encrypt", "master", "account", "shared", "storage", "session", "hmac", "deploy", "admin", "crypt", "license", "service"], StringComparer.Ordinal);

    public static readonly FrozenSet<string> NoPasswords = FrozenSet.ToFrozenSet(["compass", "bypass", "overpass", "surpass", "encompass", "trespass", "multipass"], StringComparer.Ordinal);
}
