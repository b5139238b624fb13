using System.ComponentModel;
using System.Diagnostics;

namespace DockerScan.Reporting.Pdf;

/// <summary>
/// A Chromium without a window, for one page. It is spoken to over a pipe, so no port of the machine is open for it; it has no network
/// namespace with a way out where the kernel allows one, another user where this is root's process, none of this process's environment,
/// and its own sandbox. What it leaves behind is removed.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    // The debugging pipe is its descriptors 3 and 4. $0 is its folder.
    private const string Begin = "cd \"$0\" && exec \"$@\" 3<&0 4>&1 1>&2 0</dev/null";

    // As root: nobody's rights, as a browser that is root has no sandbox. Without the right to make namespaces the network stays, with no name and no proxy that leads anywhere.
    private const string AsRoot = "d=$0; mkdir -m 700 \"$d\" && chown 65534:65534 \"$d\" || exit; net=; unshare --net true 2>/dev/null && net='unshare --net'; exec $net setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs -- sh -c '" + Begin + "' \"$d\" \"$@\"";
    private const string AsUser = "d=$0; mkdir -m 700 \"$d\" || exit; net=; unshare --user --map-current-user --net true 2>/dev/null && net='unshare --user --map-current-user --net'; exec $net sh -c '" + Begin + "' \"$d\" \"$@\"";

    private const int MaxError = 4000;
    private const int DeleteTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly string _folder;
    private readonly Task<string> _error;

    private Browser(Process process, string folder)
    {
        (_process, _folder) = (process, folder);
        _error = ReadErrorAsync(process.StandardError);
    }

    /// <summary>Where commands go.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Where answers come from.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <exception cref="Win32Exception">There is no shell, or it cannot be started.</exception>
    public static Browser Start(string program, bool isSandboxed)
    {
        var folder = Path.Combine(BrowserPlaces.TemporaryFolder(), $"dockerscan-print-{Path.GetRandomFileName()}");
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true,
        };
        foreach (var argument in (string[])["-c", Environment.IsPrivilegedProcess ? AsRoot : AsUser, folder, program, .. Arguments(folder, isSandboxed)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in ((string, string)[])[("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ("HOME", folder), ("TMPDIR", folder), ("LANG", "C.UTF-8")])
        {
            start.Environment[name] = value;
        }

        return new Browser(Process.Start(start)!, folder);
    }

    /// <summary>The end of what it complained of, once it has ended.</summary>
    public async Task<string> ErrorAsync()
    {
        Kill();
        return await _error;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It was killed: what does not go then is the kernel's.
        }

        _process.Dispose();
        for (var tries = 0; tries < DeleteTries && !TryDelete(_folder); tries++)
        {
            // A process of it that ends later still wrote.
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Arguments(string folder, bool isSandboxed) =>
    [
        "--headless", "--remote-debugging-pipe", $"--user-data-dir={folder}/profile", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-breakpad", "--disable-crash-reporter",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--hide-scrollbars", "--mute-audio",
        .. isSandboxed ? Array.Empty<string>() : ["--no-sandbox"],
        "about:blank",
    ];

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }

    private static async Task<string> ReadErrorAsync(StreamReader reader)
    {
        var last = string.Empty;
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                last = $"{last}\n{line}";
                last = last[^Math.Min(last.Length, MaxError)..];
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // What it said until now.
        }

        return last.Trim();
    }
}
