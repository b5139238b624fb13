using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>Finds the file that a path of a process names: from its own root and folder, never from ours.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly struct StartPath(int pid, int folder)
{
    /// <summary>AT_FDCWD.</summary>
    public const int CurrentFolder = -100;

    private const int MaxLink = 4096;
    private const string Deleted = " (deleted)";

    /// <summary>A descriptor for asking only; negative when there is no such file. The caller closes it.</summary>
    public int Open(TargetRoot root, string path)
    {
        if (path.Length == 0)
        {
            return folder < 0 ? -1 : ProcFile.Open(new ProcPath(stackalloc byte[ProcPath.MaxLength]).OfDescriptor(pid, folder), LibC.OpenPath);
        }

        // These links lead to whoever asks, which would be us.
        if (Own(path) is { } own)
        {
            return ProcFile.Open(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{own}\0")), LibC.OpenPath);
        }

        return root.Open(Whole(path));
    }

    /// <summary>True when a path names nothing at all, whatever there is.</summary>
    public bool IsNothing(string path) => path.Length == 0 && folder < 0;

    /// <summary>
    /// True when a file that was not found may be there for the process all the same: its path has bytes that are no text, leads through a folder that was
    /// deleted, or through another mount, as /proc is one, whose links lead each process elsewhere.
    /// </summary>
    public bool IsUnsure(TargetRoot root, string path)
    {
        if (path.Length == 0)
        {
            return folder >= 0;
        }

        var whole = Whole(path);
        return whole.Contains('\ufffd', StringComparison.Ordinal) || whole.Contains(Deleted, StringComparison.Ordinal) || root.LeavesItsMount(whole);
    }

    private string Whole(string path)
        => path[0] == '/' ? Link("root"u8).TrimEnd('/') + path
            : folder == CurrentFolder ? $"{Link("cwd"u8)}/{path}"
            : $"{Descriptor()}/{path}";

    /// <summary>The part behind <c>/proc/self/</c> of a path that leads to an open file of the process; null for any other.</summary>
    internal static string? Own(string path)
    {
        foreach (var start in (ReadOnlySpan<string>)["/proc/self/", "/proc/thread-self/", "/dev/"])
        {
            if (!path.StartsWith(start, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = path[start.Length..];
            return rest == "exe" && start != "/dev/" ? rest
                : rest.StartsWith("fd/", StringComparison.Ordinal) && rest.Length > 3 && !rest.AsSpan(3).ContainsAnyExceptInRange('0', '9') && rest.Length < 12 ? rest
                : null;
        }

        return null;
    }

    private string Link(ReadOnlySpan<byte> name)
    {
        Span<byte> buffer = stackalloc byte[MaxLink];
        var length = ProcFile.ReadLink(pid, name, buffer);
        return length <= 0 ? string.Empty : Encoding.UTF8.GetString(buffer[..length]);
    }

    private string Descriptor()
    {
        Span<byte> buffer = stackalloc byte[MaxLink];
        var length = ProcFile.ReadLink(new ProcPath(stackalloc byte[ProcPath.MaxLength]).OfDescriptor(pid, folder), buffer);
        return length <= 0 ? string.Empty : Encoding.UTF8.GetString(buffer[..length]);
    }
}

/// <summary>The arguments of execve and execveat.</summary>
/// <param name="Folder">Where a relative path begins; <see cref="StartPath.CurrentFolder"/> for the working folder.</param>
/// <param name="Path">Where the path stands.</param>
/// <param name="Arguments">Where the pointers to the words stand.</param>
/// <param name="Is32">True when pointers have 32 bits.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StartCall(int Folder, ulong Path, ulong Arguments, bool Is32);
