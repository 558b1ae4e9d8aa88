attachment-file = File
attachment-kinds = PDF, Word, Excel, PowerPoint and WPS files, JPEG or PNG pictures, plain text
attachment-hint = { attachment-kinds }; at most { $megabytes } MB.
attachment-empty = This file is empty.
attachment-unknown-kind = By its content, this file is of no kind that is taken in. These are: { attachment-kinds }.
attachment-macros = This file carries macros and is not taken in, for safety. Please save it without macros and try again.
