using DockerScan.Core;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Engine.Watching;
using DockerScan.Host.Composition;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Watching;

/// <summary>Makes the watches that stand in the file be those that there are of it: added, changed, removed. Watches of people are left alone.</summary>
internal sealed class WatchesOfFile(IOptions<WatchOptions> options, IWatchDesk desk, IServiceProvider provider, ILogger<WatchesOfFile> logger)
{
    /// <summary>Looks at the file alone: the store is not asked.</summary>
    /// <exception cref="SettingsException">It cannot be used.</exception>
    public void Require()
    {
        if (options.Value.Path.Length > 0)
        {
            _ = Load();
        }
    }

    /// <summary>Applies the file; without one the watches that came from one stay as they are.</summary>
    /// <exception cref="SettingsException">It cannot be used: then nothing is applied.</exception>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Path.Length == 0)
        {
            return;
        }

        var wishes = Load();
        var before = (await desk.ListAsync(cancellationToken)).Where(watch => watch is { IsFromFile: true, Follows: null }).ToDictionary(watch => watch.Id, StringComparer.Ordinal);
        var (added, changed, removed) = (0, 0, 0);
        foreach (var wish in wishes)
        {
            var answer = await desk.PutAsync(wish, cancellationToken);
            if (answer.Refusal is { } refusal)
            {
                throw new SettingsException([$"{System.IO.Path.GetFileName(options.Value.Path)}: watch '{wish.Id}' is refused: {refusal.Problem?.Message ?? (refusal.Kind != WatchRefusalKind.TooMany ? refusal.Kind.ToString() : null) ?? $"there are {refusal.Limit} watches (Watches:MaxWatches)"}"]);
            }

            added += answer.IsNew ? 1 : 0;
            changed += !answer.IsNew && !Same(before.GetValueOrDefault(wish.Id!), answer.Watch!) ? 1 : 0;
        }

        foreach (var id in before.Keys.Except(wishes.Select(wish => wish.Id), StringComparer.Ordinal))
        {
            removed += await desk.RemoveAsync(id!, cancellationToken) ? 1 : 0;
        }

        if (added + changed + removed > 0)
        {
            Log.Applied(logger, options.Value.Path, added, changed, removed);
        }
    }

    private IReadOnlyList<WatchWish> Load()
    {
        try
        {
            return WatchesFile.Load(System.IO.Path.Combine(AppContext.BaseDirectory, options.Value.Path), provider.GetService<IWatchSchedules>());
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException([.. e.Message.Split('\n').Select(line => DisplayText.Clean(line, 600))]);
        }
    }

    private static bool Same(Watch? before, Watch now)
        => before is not null && before.Image.ToString() == now.Image.ToString() && before.Schedule == now.Schedule && before.Tags == now.Tags && before.Newest == now.Newest
            && before.IsFull == now.IsFull && before.Tell == now.Tell && before.Quiet == now.Quiet && before.Language == now.Language && before.Platforms.SequenceEqual(now.Platforms) && before.Places.SequenceEqual(now.Places);
}
