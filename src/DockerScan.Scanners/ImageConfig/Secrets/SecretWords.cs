using System.Buffers;
using System.Collections.Frozen;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Words by which a value is told to be no secret.</summary>
internal static class SecretWords
{
    public static readonly SearchValues<string> Examples = SearchValues.Create(
        ["example", "placeholder", "changeme", "change_me", "change-me", "change-this", "change_this", "replaceme", "replace_me", "replace-me", "your-", "your_", "insert-", "insert_", "redacted", "todo", "dummy"],
        StringComparison.OrdinalIgnoreCase);

    public static readonly FrozenSet<string> Nothing = FrozenSet.ToFrozenSet(
        [
            "true", "false", "yes", "no", "on", "off", "enabled", "disabled", "auto", "automatic", "none", "null", "nil", "undefined", "unset", "notset", "not-set", "not_set", "n/a", "na", "empty",
            "masked", "hidden", "optional", "required", "random", "generate", "generated", "strict", "plain", "basic", "bearer", "token", "jwt", "oauth", "oauth2", "rs256", "hs256", "es256", "md5",
            "sha1", "sha256", "sha512", "scram-sha-256", "bcrypt", "argon2", "argon2id", "scrypt", "trust", "fake", "sample", "foo", "bar", "baz", "foobar", "tbd", "xxx", "secretkey", "mysecret",
            "mytoken", "mypassword", "my-secret", "my-token", "my-password", "my_secret", "my_token", "my_password", "yourpassword", "yoursecret", "yourtoken", "string",
        ],
        StringComparer.OrdinalIgnoreCase);

    // What everybody tries first.
    public static readonly FrozenSet<string> Usual = FrozenSet.ToFrozenSet(
        [
            "password", "passw0rd", "p@ssw0rd", "p@ssword", "password1", "password123", "pass", "passwd", "pwd", "admin", "admin123", "administrator", "root", "toor", "guest", "user", "test", "test123",
            "secret", "default", "changeme", "change_me", "change-me", "changeit", "letmein", "welcome", "qwerty", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "postgres",
            "postgresql", "mysql", "mariadb", "mongo", "mongodb", "redis", "rabbitmq", "elastic", "kibana", "grafana", "minio", "minioadmin", "minio123", "wordpress", "drupal", "joomla", "nextcloud",
            "keycloak", "jenkins", "sonar", "oracle", "sa", "db2inst1", "vagrant", "docker", "alpine", "ubuntu", "raspberry",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static readonly string[] ReferenceStarts =
        ["vault:", "secretref:", "ref+", "op://", "env:", "file:", "enc[", "!vault", "@microsoft.keyvault", "sm://", "ssm:", "arn:", "awssm", "projects/", "keyvault:", "secret://", "secrets:", "data:"];

    // What stands behind a name in a pattern of sed or grep.
    public static readonly string[] Patterns = [".*", ".+", "(.*", "(.+", "[^", "\\"];

    public static readonly string[] PublicStarts = ["ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-", "-----BEGIN PUBLIC KEY", "-----BEGIN CERTIFICATE", "-----BEGIN RSA PUBLIC", "-----BEGIN PGP PUBLIC"];

    public static readonly string[] FileEndings = [".pem", ".key", ".json", ".txt", ".jks", ".p12", ".pfx", ".crt", ".cer", ".yml", ".yaml", ".conf", ".cfg", ".ini", ".env", ".toml", ".xml", ".sh"];
}
