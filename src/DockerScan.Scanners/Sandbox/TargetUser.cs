using System.Globalization;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Sandbox;

/// <summary>The image's user, as far as honeytokens need it.</summary>
/// <param name="Uid">Its number.</param>
/// <param name="Home">Its home folder.</param>
internal sealed record TargetUser(int Uid, string Home)
{
    private const int MaxBytes = 256 * 1024;
    private const int Nobody = 65_534;

    private static readonly TargetUser Root = new(0, "/root");

    public static async Task<TargetUser> FindAsync(ImageConfiguration configuration, IImageContent content, CancellationToken cancellationToken)
    {
        var name = configuration.User.Split(':')[0].Trim();
        if (name is "" or "root" or "0")
        {
            return Root;
        }

        var index = await content.GetIndexAsync(cancellationToken);
        var path = index.Resolve("/etc/passwd");
        var file = path is null ? null : await content.ReadAsync(path.Path, MaxBytes, cancellationToken);
        var text = file is null ? string.Empty : System.Text.Encoding.UTF8.GetString(file.Content.Span);
        var fields = text.Split('\n').Select(line => line.Split(':')).FirstOrDefault(line => line.Length >= 6 && (line[0] == name || line[2] == name));
        var uid = int.TryParse(fields?[2] ?? name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Nobody;
        var home = fields?[5] is { Length: > 1 } given && given[0] == '/' && !given.Contains("..", StringComparison.Ordinal) ? given : "/";
        return new TargetUser(uid, home);
    }
}
