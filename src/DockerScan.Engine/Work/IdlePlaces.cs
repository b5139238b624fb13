namespace DockerScan.Engine.Work;

/// <summary>
/// Places that take work of one kind. While several have nothing to do, the first of them alone looks for all, so that a process costs the store
/// the same however many places it has. Those that see more come first.
/// </summary>
/// <param name="count">How many there are.</param>
/// <param name="pause">Between looks.</param>
public sealed class IdlePlaces(int count, IdlePause pause)
{
    private readonly Lock _lock = new();
    private readonly bool[] _isBusy = new bool[count];

    /// <summary>Looks, and works if there is something to do.</summary>
    /// <param name="place">Which place, 0 or more.</param>
    /// <param name="runNextAsync">Claims one item and works on it; false when there was none.</param>
    /// <returns>How long to pause then.</returns>
    public async Task<TimeSpan> StepAsync(int place, Func<Task<bool>> runNextAsync)
    {
        ArgumentNullException.ThrowIfNull(runNextAsync);
        if (!TryLook(place))
        {
            return pause.Same();
        }

        // One whose work breaks pauses for long, and looks for nobody meanwhile: it stays busy until its next step.
        if (await runNextAsync())
        {
            pause.Worked();
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            _isBusy[place] = false;
        }

        return pause.Next();
    }

    private bool TryLook(int place)
    {
        lock (_lock)
        {
            _isBusy[place] = false;
            if (Array.FindIndex(_isBusy, isBusy => !isBusy) < place)
            {
                return false;
            }

            return _isBusy[place] = true;
        }
    }
}
