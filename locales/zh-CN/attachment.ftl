attachment-file = 文件
attachment-kinds = PDF、Word、Excel、PowerPoint、WPS 文件，JPEG 或 PNG 图片，纯文本
attachment-hint = 可以是{ attachment-kinds }，最大 { $megabytes } MB。
attachment-empty = 这个文件是空的。
attachment-unknown-kind = 这个文件的内容不是可以接受的种类。可以接受的有：{ attachment-kinds }。
attachment-macros = 这个文件带有宏，为安全起见不能接受。请去掉宏另存之后再上传。
