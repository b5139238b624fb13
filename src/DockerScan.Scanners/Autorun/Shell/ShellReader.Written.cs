namespace DockerScan.Scanners.Autorun.Shell;

/// <content>What functions write.</content>
internal sealed partial class ShellReader
{
    // What a function writes that stands in $( … ), given its words; null for another command.
    private IReadOnlyList<string>? Called(IReadOnlyList<string> command)
    {
        if (State.Names.Function(command[0]) is not { } text || _callsWithin >= MaxCallsWithin)
        {
            return null;
        }

        _callText += text.Length;
        if (_callText > MaxCallText)
        {
            IsCut = true;
            return null;
        }

        var arguments = State.Arguments.ToList();
        State.Arguments.Clear();
        State.AddArguments([.. command.Skip(1)]);
        _callsWithin++;
        var values = Substitute(text, 0, 1, isBracketed: false).Values;
        _callsWithin--;
        State.Arguments.Clear();
        State.Arguments.AddRange(arguments);
        return values;
    }
}
