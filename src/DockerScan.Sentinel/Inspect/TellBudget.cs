namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Which processes are told one by one. A flood of one kind must not use up the room in which something new is told: so half of
/// it is for repetitions, and the last eighth only for a program that was not seen yet.
/// </summary>
internal sealed class TellBudget
{
    public const int Max = 4096;
    internal const int MaxCommands = Max * 7 / 8;
    internal const int MaxRepeats = Max / 2;

    private readonly HashSet<ulong> _programs = [];
    private readonly HashSet<ulong> _commands = [];
    private int _told;

    public enum Answer
    {
        Tell,

        /// <summary>The same command of the same user again: no loss.</summary>
        Repeated,

        /// <summary>There is no room for it.</summary>
        Lost,
    }

    /// <param name="program">Stands for the executable and its rights.</param>
    /// <param name="command">Stands for that and the command line.</param>
    /// <param name="isRestless">True for a process that was told too often: of it, only a new program still is.</param>
    public Answer Ask(ulong program, ulong command, bool isRestless = false)
    {
        var isProgramNew = !_programs.Contains(program);
        var isCommandNew = isProgramNew || !_commands.Contains(command);
        if ((isRestless && !isProgramNew) || _told >= (isProgramNew ? Max : isCommandNew ? MaxCommands : MaxRepeats))
        {
            return isCommandNew ? Answer.Lost : Answer.Repeated;
        }

        _told++;
        _programs.Add(program);
        _commands.Add(command);
        return Answer.Tell;
    }
}
