# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'merge.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QStackedWidget,
    QVBoxLayout, QWidget)
class Ui_Merge(object):
    def setupUi(self, Merge):
        if not Merge.objectName():
            Merge.setObjectName(u"Merge")
        self.page = QVBoxLayout(Merge)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(Merge)
        self.pages.setObjectName(u"pages")
        self.work = QWidget()
        self.work.setObjectName(u"work")
        self.work_column = QVBoxLayout(self.work)
        self.work_column.setSpacing(0)
        self.work_column.setObjectName(u"work_column")
        self.work_column.setContentsMargins(0, 0, 0, 0)
        self.toolbar = QWidget(self.work)
        self.toolbar.setObjectName(u"toolbar")
        self.toolbar.setProperty(u"kind", u"toolbar")
        self.tools = QHBoxLayout(self.toolbar)
        self.tools.setSpacing(8)
        self.tools.setObjectName(u"tools")
        self.tools.setContentsMargins(24, 7, 24, 8)

        self.work_column.addWidget(self.toolbar)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(0)
        self.columns.setObjectName(u"columns")
        self.left = QWidget(self.work)
        self.left.setObjectName(u"left")
        self.left.setProperty(u"kind", u"side_left")
        self.left_column = QVBoxLayout(self.left)
        self.left_column.setSpacing(4)
        self.left_column.setObjectName(u"left_column")
        self.left_column.setContentsMargins(0, 12, 1, 0)
        self.packages_head = QWidget(self.left)
        self.packages_head.setObjectName(u"packages_head")

        self.left_column.addWidget(self.packages_head)

        self.packages_slot = QWidget(self.left)
        self.packages_slot.setObjectName(u"packages_slot")

        self.left_column.addWidget(self.packages_slot)

        self.left_column.setStretch(1, 1)

        self.columns.addWidget(self.left)

        self.centre = QWidget(self.work)
        self.centre.setObjectName(u"centre")
        self.centre.setProperty(u"kind", u"surface")
        self.centre_column = QVBoxLayout(self.centre)
        self.centre_column.setSpacing(0)
        self.centre_column.setObjectName(u"centre_column")
        self.centre_column.setContentsMargins(0, 0, 0, 0)
        self.shown = QStackedWidget(self.centre)
        self.shown.setObjectName(u"shown")

        self.centre_column.addWidget(self.shown)

        self.footer = QWidget(self.centre)
        self.footer.setObjectName(u"footer")
        self.footer.setProperty(u"kind", u"footer")
        self.foot = QHBoxLayout(self.footer)
        self.foot.setSpacing(12)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(24, 12, 24, 12)

        self.centre_column.addWidget(self.footer)

        self.centre_column.setStretch(0, 1)

        self.columns.addWidget(self.centre)

        self.right = QWidget(self.work)
        self.right.setObjectName(u"right")
        self.right.setProperty(u"kind", u"side")
        self.right_column = QVBoxLayout(self.right)
        self.right_column.setSpacing(4)
        self.right_column.setObjectName(u"right_column")
        self.right_column.setContentsMargins(1, 12, 0, 0)
        self.conflicts_head = QWidget(self.right)
        self.conflicts_head.setObjectName(u"conflicts_head")

        self.right_column.addWidget(self.conflicts_head)

        self.conflicts_slot = QWidget(self.right)
        self.conflicts_slot.setObjectName(u"conflicts_slot")

        self.right_column.addWidget(self.conflicts_slot)

        self.right_column.setStretch(1, 1)

        self.columns.addWidget(self.right)

        self.columns.setStretch(1, 1)

        self.work_column.addLayout(self.columns)

        self.work_column.setStretch(1, 1)
        self.pages.addWidget(self.work)

        self.page.addWidget(self.pages)


        self.retranslateUi(Merge)
    # setupUi

    def retranslateUi(self, Merge):
        pass
    # retranslateUi

