namespace DockerScan.Core.Words;

/// <content>What a platform says of a card that it shows.</content>
public abstract partial class Vocabulary
{
    /// <summary>How many lines a card had no room for.</summary>
    public abstract string LinesLeftOut(int lines);

    /// <summary>Where they are: in a file below the card.</summary>
    public abstract string RestInThread { get; }

    /// <summary>That they are nowhere, as the card still changes.</summary>
    public abstract string NoRoomForRest { get; }

    /// <summary>The heading of what a card had no room for.</summary>
    public abstract string NotShown { get; }

    /// <summary>How many parts a card had no room for, and where they are.</summary>
    public abstract string PartsLeftOut(int parts);

    /// <summary>How many lines go on where a part was cut.</summary>
    public abstract string MoreLines(int lines);

    /// <summary>That a file did not come along.</summary>
    /// <param name="file">Its name.</param>
    public abstract string NotAttached(string file);

    /// <summary>That a file is larger than what a platform takes.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="size">Its size.</param>
    /// <param name="most">The most.</param>
    public abstract string FileTooLarge(string file, string size, string most);

    /// <summary>That a file did not come along because the app may not send files.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="platform">Where.</param>
    /// <param name="permission">What the app has to be given, by the platform's name for it.</param>
    public abstract string FileNotAllowed(string file, string platform, string permission);

    /// <summary>That a platform refused a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="platform">Which.</param>
    /// <param name="reason">What it said.</param>
    public abstract string FileRefused(string file, string platform, string reason);

    /// <summary>That a card is none of a scan.</summary>
    public abstract string SampleCard { get; }

    /// <summary>How a scan is given up at a terminal.</summary>
    public abstract string InterruptCancels { get; }

    /// <summary>That a report is not there, or not for who asked: which of the two is not said.</summary>
    public abstract string NoSuchReport { get; }

    /// <summary>That the bot may not speak where it was asked.</summary>
    public abstract string NotAMember { get; }

    /// <summary>How the bot comes to where it was asked.</summary>
    public abstract string InviteMe(string command);

    /// <summary>That a command was not taken because of all the others.</summary>
    public abstract string TooManyRunning { get; }

    /// <summary>What becomes of a command that was not taken.</summary>
    public abstract string NothingStarted { get; }
}
