using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Places from which something is started by name, by the clock or at a start: what is put there runs sooner or later, though nobody ran it yet.</summary>
internal sealed class StartPlaces
{
    private const string PathVariable = "PATH=";

    // What an engine gives to an image without a PATH.
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // The image writes its PATH: it must not make us look for ever.
    private const int MaxFolders = 32;

    // Of init systems and start scripts in public images; a service's folder lies one below.
    private static readonly string[] Started =
    [
        "/etc/cont-init.d/", "/etc/services.d/", "/etc/s6-overlay/", "/etc/service/", "/etc/sv/", "/etc/my_init.d/", "/custom-cont-init.d/", "/etc/X11/Xsession.d/",
        "/etc/network/if-up.d/", "/etc/NetworkManager/dispatcher.d/", "/usr/lib/systemd/system-generators/", "/etc/systemd/system-generators/", "/lib/systemd/system-sleep/",
    ];

    private readonly BehaviorInput _input;
    private readonly HashSet<string> _folders;
    private readonly string[] _texts;

    public StartPlaces(BehaviorInput input)
    {
        _input = input;
        var variable = input.Record.Configuration.Environment.LastOrDefault(each => each.StartsWith(PathVariable, StringComparison.Ordinal));
        var path = (variable?[PathVariable.Length..] ?? UsualPath).Split(':', MaxFolders + 1).Take(MaxFolders).Where(folder => folder.StartsWith('/')).Select(folder => folder.TrimEnd('/'));
        // Beside a start script of the image; not the folders that everybody writes to.
        var scripts = input.Runs.Scripts.Where(script => input.Record.Image?.Find(script) is not null).Select(ImagePath.Directory).Where(folder => folder.Length > 1 && !SuspiciousPlaces.IsTemporary(folder + "/"));
        _folders = path.Concat(scripts).Where(folder => folder.Length > 0).ToHashSet(StringComparer.Ordinal);
        _texts = [.. input.Record.ChangedTexts.Where(each => input.Settings.Places.Any(place => place.Contains(each.Key))).Select(each => each.Value)];
    }

    /// <summary>True where it is started from; or where a changed cron table, unit, profile or the like names it.</summary>
    public bool Contains(string path) => _folders.Contains(ImagePath.Directory(path)) || IsStartFolder(path) || _texts.Any(text => Names(text, path));

    private bool IsStartFolder(string path)
        => Started.Any(place => path.StartsWith(place, StringComparison.Ordinal)) || (path.StartsWith("/docker-entrypoint", StringComparison.Ordinal) && path.Contains(".d/", StringComparison.Ordinal))
            || _input.Settings.Places.Any(place => place.Contains(path));

    // As a word: "/tmp/x" is not in "/tmp/xy".
    private static bool Names(string text, string path)
    {
        for (var at = text.IndexOf(path, StringComparison.Ordinal); at >= 0; at = text.IndexOf(path, at + path.Length, StringComparison.Ordinal))
        {
            var end = at + path.Length;
            if ((at == 0 || !IsName(text[at - 1])) && (end == text.Length || !IsName(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(char value) => char.IsLetterOrDigit(value) || value is '/' or '_' or '-' or '.';
}
