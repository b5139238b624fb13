namespace DockerScan.Conversation.Messages;

/// <summary>Bounds of the neutral message, in UTF-16 units or items. They fit every platform's, so a renderer seldom has to cut.</summary>
public static class ChatLimits
{
    /// <summary>What a person may type as one command.</summary>
    public const int CommandText = 2000;

    public const int Title = 140;
    public const int Text = 1500;
    public const int Fields = 20;
    public const int FieldName = 60;
    public const int FieldValue = 600;
    public const int Sections = 8;
    public const int Heading = 100;
    public const int Lines = 30;
    public const int Label = 24;
    public const int Line = 400;
    public const int Buttons = 5;
    public const int ButtonLabel = 40;

    /// <summary>A platform that keeps the value in a button's id has room for no more.</summary>
    public const int ButtonValue = 100;

    public const int ProgressLines = 20;
    public const int ProgressDetail = 160;
    public const int FileName = 120;

    /// <summary>An address with its words fits every platform's field.</summary>
    public const int Link = 800;

    /// <summary>The largest file, in bytes: what Discord takes on every server.</summary>
    public const int File = 10 << 20;
}
