# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'bulletin.ui'
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
class Ui_Bulletin(object):
    def setupUi(self, Bulletin):
        if not Bulletin.objectName():
            Bulletin.setObjectName(u"Bulletin")
        self.whole = QVBoxLayout(Bulletin)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget(Bulletin)
        self.stack.setObjectName(u"stack")
        self.desk = QWidget()
        self.desk.setObjectName(u"desk")
        self.columns = QHBoxLayout(self.desk)
        self.columns.setSpacing(0)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.outline_slot = QWidget(self.desk)
        self.outline_slot.setObjectName(u"outline_slot")

        self.columns.addWidget(self.outline_slot)

        self.middle = QVBoxLayout()
        self.middle.setSpacing(0)
        self.middle.setObjectName(u"middle")
        self.tools_slot = QWidget(self.desk)
        self.tools_slot.setObjectName(u"tools_slot")

        self.middle.addWidget(self.tools_slot)

        self.text_slot = QWidget(self.desk)
        self.text_slot.setObjectName(u"text_slot")

        self.middle.addWidget(self.text_slot)

        self.facts_slot = QWidget(self.desk)
        self.facts_slot.setObjectName(u"facts_slot")

        self.middle.addWidget(self.facts_slot)

        self.middle.setStretch(1, 1)

        self.columns.addLayout(self.middle)

        self.preview_slot = QWidget(self.desk)
        self.preview_slot.setObjectName(u"preview_slot")

        self.columns.addWidget(self.preview_slot)

        self.columns.setStretch(1, 1)
        self.stack.addWidget(self.desk)

        self.whole.addWidget(self.stack)


        self.retranslateUi(Bulletin)
    # setupUi

    def retranslateUi(self, Bulletin):
        pass
    # retranslateUi

