using DockerScan.Core.Reputations;

namespace DockerScan.VirusTotal;

/// <summary>Files that wait to be uploaded, in a private folder: <c>HASH.kept</c>, <c>HASH.wanted</c>, and <c>HASH.sent</c>, which holds the id of its analysis.</summary>
internal sealed class UploadFolder(string folder, TimeProvider time)
{
    private const long MaxTotalBytes = 1L << 30;
    private const int MaxId = 1000;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly TimeSpan Life = TimeSpan.FromDays(2);

    public static string Extension(UploadState state) => state switch
    {
        UploadState.Kept => ".kept",
        UploadState.Wanted => ".wanted",
        UploadState.Sent => ".sent",
        UploadState.None => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public async Task KeepAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var indicator = new Indicator(IndicatorKind.File, sha256);
        var made = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, Private);
        var total = 0L;
        foreach (var file in made.EnumerateFiles())
        {
            if (time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > Life)
            {
                file.Delete();
            }
            else
            {
                total += file.Length;
            }
        }

        if (StateOf(indicator) == UploadState.None && total + content.Length <= MaxTotalBytes)
        {
            await WriteAsync(PathOf(indicator, UploadState.Kept), content, cancellationToken);
        }
    }

    public UploadState StateOf(Indicator indicator)
        => indicator.Kind != IndicatorKind.File || Indicator.TryFile(indicator.Value) is null ? UploadState.None
            : ((UploadState[])[UploadState.Sent, UploadState.Wanted, UploadState.Kept]).FirstOrDefault(state => File.Exists(PathOf(indicator, state)));

    public void Want(Indicator indicator)
    {
        if (StateOf(indicator) == UploadState.Kept)
        {
            File.Move(PathOf(indicator, UploadState.Kept), PathOf(indicator, UploadState.Wanted), overwrite: true);
        }
    }

    public FileStream OpenWanted(Indicator indicator) => File.OpenRead(PathOf(indicator, UploadState.Wanted));

    public long SizeOf(Indicator indicator) => new FileInfo(PathOf(indicator, UploadState.Wanted)).Length;

    public async Task SentAsync(Indicator indicator, string analysis, CancellationToken cancellationToken)
    {
        await WriteAsync(PathOf(indicator, UploadState.Sent), System.Text.Encoding.UTF8.GetBytes(analysis), cancellationToken);
        File.Delete(PathOf(indicator, UploadState.Wanted));
    }

    public async Task<string> AnalysisAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        var id = await File.ReadAllTextAsync(PathOf(indicator, UploadState.Sent), cancellationToken);
        return id.Length is > 0 and <= MaxId ? id : throw new InvalidDataException("the record of an upload is damaged");
    }

    public void Forget(Indicator indicator)
    {
        if (StateOf(indicator) == UploadState.None)
        {
            return;
        }

        foreach (var state in (UploadState[])[UploadState.Kept, UploadState.Wanted, UploadState.Sent])
        {
            File.Delete(PathOf(indicator, state));
        }
    }

    // The name is 64 hex digits, checked: nothing from an image becomes part of a path.
    private string PathOf(Indicator indicator, UploadState state) => Path.Combine(folder, indicator.Value + Extension(state));

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var temporary = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(temporary, options))
        {
            await stream.WriteAsync(content, cancellationToken);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
