using System.Collections.Frozen;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Options of command lines that are followed by a secret: those whose name says so, and the short ones of well-known programs.</summary>
internal static class CommandOptions
{
    private static readonly FrozenSet<string> JoinedPassword = FrozenSet.ToFrozenSet(
        ["mysql", "mysqladmin", "mysqldump", "mysqlcheck", "mysqlsh", "mariadb", "mariadb-admin", "mariadb-dump", "sshpass", "7z"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> SeparatePassword = FrozenSet.ToFrozenSet(
        ["mongo", "mongosh", "mongodump", "mongorestore", "sshpass", "cqlsh"], StringComparer.Ordinal);

    // Only of "login": else -p is a port, a path or a project.
    private static readonly FrozenSet<string> LoginPassword = FrozenSet.ToFrozenSet(["docker", "podman", "buildah", "skopeo", "helm", "az", "oc", "nerdctl"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Fetchers = FrozenSet.ToFrozenSet(["curl", "http", "https", "xh"], StringComparer.Ordinal);

    /// <summary>True for a program whose short options are known.</summary>
    public static bool IsProgram(string word)
        => ImagePath.Name(word) is var name && (JoinedPassword.Contains(name) || SeparatePassword.Contains(name) || LoginPassword.Contains(name) || Fetchers.Contains(name)
            || name is "redis-cli" or "valkey-cli" || name.StartsWith("ldap", StringComparison.Ordinal));

    /// <summary>What a word and the one behind it give away.</summary>
    public static IEnumerable<Candidate> Of(string program, string word, string? next, bool isLogin)
    {
        var name = ImagePath.Name(program);
        if (word.Length > 2 && word.StartsWith("-p", StringComparison.Ordinal) && word[2] != '-' && JoinedPassword.Contains(name) && word.IndexOf('=', StringComparison.Ordinal) < 0)
        {
            yield return new Candidate(name + " -p", word[2..], true);
        }

        if (next is null)
        {
            yield break;
        }

        if ((word == "-p" && (SeparatePassword.Contains(name) || (isLogin && LoginPassword.Contains(name)))) || (word is "-a" && name is "redis-cli" or "valkey-cli") || (word is "-w" && name.StartsWith("ldap", StringComparison.Ordinal)))
        {
            yield return new Candidate(name + " " + word, next, true);
        }

        if (word is "-u" or "--user" or "--proxy-user" or "-U" && Fetchers.Contains(name) && next.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && colon < next.Length - 1)
        {
            yield return new Candidate(name + " " + word, next[(colon + 1)..], true);
        }

        // "--password x", "-password x", netrc's "password x", "aws configure set aws_secret_access_key x"
        if (word.Length > 2 && word.IndexOf('=', StringComparison.Ordinal) < 0 && !next.StartsWith('-') && SecretNames.Of(word) != NameKind.None
            && (word[0] == '-' || word.Contains('_', StringComparison.Ordinal) || word is "requirepass" or "masterauth" || (isLogin && word == "password")))
        {
            yield return new Candidate(word.TrimStart('-'), next);
        }
    }

    /// <summary>What is handed to chpasswd: <c>user:password</c>.</summary>
    public static IEnumerable<Candidate> OfChpasswd(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < word.Length - 1 && !word.Any(char.IsWhiteSpace) && word[colon + 1] != '/')
        {
            yield return new Candidate("chpasswd " + word[..colon], word[(colon + 1)..].Replace("\\n", string.Empty, StringComparison.Ordinal), true);
        }
    }
}

/// <summary>A value in a text, and what it is called there.</summary>
/// <param name="Name">The variable, option, header or member.</param>
/// <param name="Value">The value; may be a secret, so it is never shown whole.</param>
/// <param name="IsPassword">True when its place alone says that it is a password: in an address, behind <c>mysql -p</c>.</param>
internal readonly record struct Candidate(string Name, string Value, bool IsPassword = false);
