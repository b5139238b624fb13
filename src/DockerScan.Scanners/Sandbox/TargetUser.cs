using System.Globalization;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Sandbox;

/// <summary>The image's user, as far as honeytokens need it.</summary>
/// <param name="Uid">Its number.</param>
/// <param name="Home">Its home folder, as its process gets it in <c>HOME</c>.</param>
/// <param name="Numbers">Those of all users that the image knows, and of their groups.</param>
internal sealed record TargetUser(int Uid, string Home, IReadOnlyCollection<int> Numbers)
{
    private const int MaxBytes = 256 * 1024;
    private const int Nobody = 65_534;
    private const string HomeVariable = "HOME=";

    /// <summary>Finds it as the engine does: by name or number, and the home from the image's environment, else its list of users, else <c>/</c>.</summary>
    public static async Task<TargetUser> FindAsync(ImageConfiguration configuration, IImageContent content, CancellationToken cancellationToken)
    {
        var users = await ReadAsync(content, cancellationToken);
        var words = configuration.User.Split(':');
        var uid = UidOf(words[0].Trim(), users);
        // The engine hands the runtime a number, and the runtime takes the first line with it, whoever was named.
        var home = Given(configuration.Environment) ?? users.FirstOrDefault(user => user.Uid == uid)?.Home ?? "/";
        var numbers = users.SelectMany(user => new[] { user.Uid, user.Gid }).Append(uid).Concat(words.Select(word => Number(word.Trim())).OfType<int>()).ToHashSet();
        return new TargetUser(uid, IsUsable(home) ? ImagePath.Combine("/", home) : "/", numbers);
    }

    /// <summary>The same with the owners of all files and their groups.</summary>
    public IReadOnlySet<int> NumbersWith(ImageFileIndex index)
    {
        var numbers = Numbers.ToHashSet();
        foreach (var entry in index.Entries.Values)
        {
            numbers.Add(entry.Uid);
            numbers.Add(entry.Gid);
        }

        return numbers;
    }

    private static async Task<IReadOnlyList<User>> ReadAsync(IImageContent content, CancellationToken cancellationToken)
    {
        var index = await content.GetIndexAsync(cancellationToken);
        var path = index.Resolve("/etc/passwd");
        var file = path is null ? null : await content.ReadAsync(path.Path, MaxBytes, cancellationToken);
        var text = file is null ? string.Empty : System.Text.Encoding.UTF8.GetString(file.Content.Span);
        return [.. text.Split('\n').Select(line => line.Trim().Split(':')).Where(fields => fields.Length >= 6 && Number(fields[2]) is not null)
            .Select(fields => new User(fields[0], Number(fields[2])!.Value, Number(fields[3]) ?? 0, fields[5]))];
    }

    private static int UidOf(string name, IReadOnlyList<User> users)
        => name.Length == 0 ? 0
            : Number(name) ?? users.FirstOrDefault(user => user.Name == name)?.Uid ?? (name == "root" ? 0 : Nobody);

    private static int? Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // An empty one counts as none, as it does for the runtime.
    private static string? Given(IReadOnlyList<string> environment)
        => environment.LastOrDefault(each => each.StartsWith(HomeVariable, StringComparison.Ordinal)) is { } found && found.Length > HomeVariable.Length
            ? found[HomeVariable.Length..]
            : null;

    private static bool IsUsable(string home)
        => home.StartsWith('/') && home.Length <= ImagePath.MaxLength && !home.Contains("..", StringComparison.Ordinal);

    private sealed record User(string Name, int Uid, int Gid, string Home);
}
