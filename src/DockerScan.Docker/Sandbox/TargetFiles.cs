using System.Formats.Tar;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Connection;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

/// <summary>Puts files into a container that was never started. The image's own files and links stay as they are.</summary>
internal sealed class TargetFiles(DockerConnection connection, string container, ILogger logger)
{
    private const uint GoDirectory = 1u << 31;
    private const uint GoSymbolicLink = 1u << 27;
    private const uint GoPermissions = 0b111_111_111;
    private const int GateMode = 0b101_101_101;
    private const int MaxFiles = 256;

    // The folders on the way that are resolved, each with where it really is; null for what is no folder.
    private readonly Dictionary<string, string?> _folders = new(StringComparer.Ordinal) { ["/"] = "/" };
    // What the archive makes, by its real path; in order, so that a folder stands before what is in it.
    private readonly List<TarEntry> _entries = [];
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Plants the gate, over whatever the image has in its place, and the files, where the image has none.</summary>
    /// <exception cref="EngineException">The engine failed, or the gate is not what was put there.</exception>
    public async Task<PlantedFiles> PlantAsync(
        string gatePath, byte[] gate, IReadOnlyList<SandboxFile> files, CancellationToken cancellationToken)
    {
        // First of all: the image may have a link of this name, and it is replaced, not followed.
        AddFile(gatePath, gate, 0, GateMode);
        foreach (var file in files.Take(MaxFiles))
        {
            if (await AddAsync(file, cancellationToken) is { } reason)
            {
                SandboxLog.NotPlanted(logger, DisplayText.Clean(file.Path, 200), reason);
            }
        }

        await PutAsync(cancellationToken);
        var stat = await StatAsync(gatePath, cancellationToken);
        // The inspector removes the gate before it opens: it is in no later count, and what lies in its place then is the target's own.
        _made.Remove(gatePath);
        return stat is not null && stat.Mode == GateMode && stat.Size == gate.Length
            ? new PlantedFiles(_made, _touched, _bytes - gate.Length)
            : throw new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "The container engine did not put the gate into the target"));
    }

    // Anything but an absolute path without . and .. could name another file than it seems to.
    private static bool IsClean(string path)
        => path.Length is > 1 and <= ImagePath.MaxLength
            && !path.Contains('\0', StringComparison.Ordinal)
            && ImagePath.Combine("/", path) == path;

    private static string Join(string folder, string name) => folder == "/" ? "/" + name : folder + "/" + name;

    private async Task<string?> AddAsync(SandboxFile file, CancellationToken cancellationToken)
    {
        if (!IsClean(file.Path))
        {
            return "it is not a plain absolute path";
        }

        // A folder that only its owner needs is as closed as what lies in it.
        var folderMode = (file.Mode & 0b000_111_111) == 0 ? 0b111_000_000 : 0b111_101_101;
        if (await ResolveAsync(ImagePath.Directory(file.Path), file, folderMode, cancellationToken) is not { } folder)
        {
            return "a part of its path is no folder in the image";
        }

        var path = Join(folder, ImagePath.Name(file.Path));
        if (_made.Contains(path) || (!_made.Contains(folder) && await StatAsync(path, cancellationToken) is not null))
        {
            return "the image has a file of this name";
        }

        _touched.Add(folder);
        AddFile(path, file.Content.ToArray(), file.Uid, file.Mode, file.ModifiedAt);
        return null;
    }

    private async Task<string?> ResolveAsync(string folder, SandboxFile file, int mode, CancellationToken cancellationToken)
    {
        if (_folders.TryGetValue(folder, out var known))
        {
            return known;
        }

        var parent = await ResolveAsync(ImagePath.Directory(folder), file, mode, cancellationToken);
        var path = parent is null ? null : Join(parent, ImagePath.Name(folder));
        return _folders[folder] = path is null ? null : await EnterAsync(path, parent!, file, mode, cancellationToken);
    }

    private async Task<string?> EnterAsync(string path, string parent, SandboxFile file, int mode, CancellationToken cancellationToken)
    {
        var stat = _made.Contains(parent) ? null : await StatAsync(path, cancellationToken);
        if (stat is null)
        {
            _touched.Add(parent);
            _made.Add(path);
            _entries.Add(Owned(new PaxTarEntry(TarEntryType.Directory, path[1..] + "/"), file.Uid, mode, file.ModifiedAt));
            return path;
        }

        if ((stat.Mode & GoDirectory) != 0)
        {
            return path;
        }

        // The engine gives a link's end inside the container, every link on the way followed: it holds no link any more.
        return (stat.Mode & GoSymbolicLink) != 0
            && IsClean(stat.LinkTarget ?? string.Empty)
            && await StatAsync(stat.LinkTarget!, cancellationToken) is { } end
            && (end.Mode & GoDirectory) != 0
                ? stat.LinkTarget
                : null;
    }

    private void AddFile(string path, byte[] content, int uid, int mode, DateTimeOffset? modifiedAt = null)
    {
        _made.Add(path);
        _bytes += content.Length;
        var entry = Owned(new PaxTarEntry(TarEntryType.RegularFile, path[1..]), uid, mode, modifiedAt);
        entry.DataStream = new MemoryStream(content, writable: false);
        _entries.Add(entry);
    }

    private static PaxTarEntry Owned(PaxTarEntry entry, int uid, int mode, DateTimeOffset? modifiedAt)
    {
        entry.ModificationTime = modifiedAt ?? entry.ModificationTime;
        entry.Uid = uid;
        entry.Gid = uid;
        entry.Mode = (UnixFileMode)(mode & (int)GoPermissions);
        return entry;
    }

    private Task<ContainerPathStatResponse?> StatAsync(string path, CancellationToken cancellationToken)
        => connection.CallAsync<ContainerPathStatResponse?>(
            "look at a path of the target",
            async (client, token) =>
            {
                try
                {
                    var answer = await client.Containers.GetArchiveFromContainerAsync(
                        container, new ContainerPathStatParameters { Path = path }, statOnly: true, token);
                    return answer.Stat ?? throw new InvalidDataException("the engine says nothing of a path");
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
                {
                    // If the container itself is gone, putting the archive fails.
                    return null;
                }
                catch (DockerApiException)
                {
                    // Links in a ring, a file as a folder: the answer to HEAD has no words. Something is there, and it is of no use.
                    return new ContainerPathStatResponse();
                }
            },
            cancellationToken);

    private async Task PutAsync(CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in _entries)
            {
                await tar.WriteEntryAsync(entry, cancellationToken);
            }
        }

        archive.Position = 0;
        await connection.CallAsync(
            "put files into the target",
            async (client, token) =>
            {
                await client.Containers.ExtractArchiveToContainerAsync(
                    container, new CopyToContainerParameters { Path = "/" }, archive, token);
                return true;
            },
            cancellationToken);
    }
}
