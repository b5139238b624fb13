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

    /// <summary>How a scan is given up at a terminal.</summary>
    public abstract string InterruptCancels { get; }
}
